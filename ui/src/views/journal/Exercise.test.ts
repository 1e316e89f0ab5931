import { act, cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Entry } from "../../api/bindings/Entry";
import type { Exercise as ExerciseType } from "../../api/bindings/Exercise";
import type { ExerciseView } from "../../api/bindings/ExerciseView";
import type { Field } from "../../api/bindings/Field";
import type { KeepEntry } from "../../api/bindings/KeepEntry";
import { undo } from "../../kit/undo.svelte";
import Exercise from "./Exercise.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const TODAY = "2026-03-12";

function field(id: string, kind: Field["kind"] = "text", options: string[] = []): Field {
  return { id, kind, label: id, hint: "", options };
}

let view: ExerciseView;
let calls: [string, KeepEntry][];
let broken: string | null;

beforeEach(() => {
  calls = [];
  broken = null;
  view = {
    exercise: {
      id: "x",
      title: "An exercise",
      about: "What it is.",
      layout: "page",
      minutes: 5,
      times: 1,
      practice: null,
      closing: "It is on the page.",
      again: { weeks: [], days_after_end: null },
      fields: [field("Body"), field("Word", "line")],
    },
    part: "week-1",
    lesson: "The first",
    today: TODAY,
    entries: [],
    draft: null,
    answer: null,
    waits_until: null,
  };
  const commands: Record<string, (input: KeepEntry) => unknown> = {
    exercise: () => view,
    practices: () => [{ id: "stop", title: "STOP" }],
    keep_draft: () => null,
    keep_entry: ({ entry, day, fields }) => {
      const written: Entry = { id: entry ?? "new", day, fields: filled(fields), changed: !!entry };
      const rest = view.entries.filter((each) => each.id !== entry);
      view = { ...view, draft: null, entries: [written, ...rest] };
      return view;
    },
    remove_entry: ({ entry }) => {
      view = { ...view, entries: view.entries.filter((each) => each.id !== entry) };
      return view;
    },
    put_back_entry: () => (view = { ...view, entries: [entry()] }),
  };
  invoke.mockReset().mockImplementation(
    async (_: string, { name, input }: { name: string; input: KeepEntry }) => {
      calls.push([name, input]);
      if (name === broken) {
        throw { code: "disk-full", severity: "alert", happened: "The disk is full.", next: "Wait." };
      }
      return commands[name]?.(input);
    },
  );
});
afterEach(() => {
  undo.clear();
  cleanup();
  vi.useRealTimers();
});

function filled(fields: KeepEntry["fields"]): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, value ?? ""]));
}

async function open(exercise: Partial<ExerciseType> = {}, rest: Partial<ExerciseView> = {}) {
  view = { ...view, ...rest, exercise: { ...view.exercise, ...exercise } };
  const drawn = render(Exercise, { route: { view: "exercise", exercise: "x" } });
  await screen.findByRole("heading", { level: 1 });
  return drawn;
}

function sent(name: string): KeepEntry[] {
  return calls.filter(([called]) => called === name).map(([, input]) => input);
}

function write(label: string, value: string) {
  return fireEvent.input(screen.getByLabelText(label), { target: { value } });
}

function press(name: string | RegExp) {
  return fireEvent.click(screen.getByRole("button", { name }));
}

const entry = (given: Partial<Entry> = {}): Entry => ({
  id: "e1",
  day: "2026-03-10",
  fields: { Body: "Jaw." },
  changed: false,
  ...given,
});

it("a page shows every field at once", async () => {
  await open();
  expect(screen.getAllByRole("textbox")).toHaveLength(2);
});

it("keeping sends what is filled in for today, and then the closing words stand there", async () => {
  await open();
  await write("Body", "Jaw, left shoulder.");
  await press("Keep");
  await screen.findByText("It is on the page.");
  expect(sent("keep_entry")).toEqual([
    { exercise: "x", entry: null, day: TODAY, fields: { Body: "Jaw, left shoulder." } },
  ]);
  expect(document.activeElement?.textContent).toContain("Kept, Thursday, March 12.");
  expect(screen.queryAllByRole("textbox")).toHaveLength(0);
});

it("Ctrl and Enter keep it from within a text", async () => {
  await open();
  await write("Body", "Jaw.");
  await fireEvent.keyDown(screen.getByLabelText("Body"), { key: "Enter", ctrlKey: true });
  await screen.findByText("It is on the page.");
  expect(sent("keep_entry")).toHaveLength(1);
});

it("an empty page is not sent, and says what is enough", async () => {
  await open();
  await press("Keep");
  await screen.findByText(/One word in any field is enough/);
  expect(sent("keep_entry")).toHaveLength(0);
});

it("words that could not be kept stay on the page", async () => {
  broken = "keep_entry";
  await open();
  await write("Body", "Jaw.");
  await press("Keep");
  await screen.findByText("The disk is full.");
  expect(screen.getByLabelText<HTMLTextAreaElement>("Body").value).toBe("Jaw.");
});

it("a draft is kept a second after the last key", async () => {
  await open();
  vi.useFakeTimers();
  await write("Body", "J");
  await vi.advanceTimersByTimeAsync(900);
  await write("Body", "Ja");
  await vi.advanceTimersByTimeAsync(900);
  expect(sent("keep_draft")).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(100);
  expect(sent("keep_draft").map((draft) => draft.fields)).toEqual([{ Body: "Ja" }]);
});

it("leaving keeps the last words as a draft, once", async () => {
  const { unmount } = await open();
  await write("Body", "Jaw.");
  unmount();
  await tick();
  expect(sent("keep_draft").map((draft) => draft.fields)).toEqual([{ Body: "Jaw." }]);
});

it("leaving a field keeps the draft, so that locking loses nothing", async () => {
  await open();
  await write("Body", "Jaw.");
  await fireEvent.focusOut(screen.getByLabelText("Body"));
  await vi.waitFor(() => expect(sent("keep_draft")).toHaveLength(1));
});

it("no draft follows the entry it became", async () => {
  const { unmount } = await open();
  await write("Body", "Jaw.");
  await press("Keep");
  await screen.findByText("It is on the page.");
  unmount();
  await tick();
  expect(sent("keep_draft")).toHaveLength(0);
});

it("a draft comes back with a quiet line, and can be cleared", async () => {
  const draft = { exercise: "x", entry: null, day: "2026-03-11", fields: { Body: "Half a th" } };
  await open({}, { draft });
  expect(
    screen.getByText(/Not kept yet: what you were writing on Wednesday, March 11\./),
  ).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>("Body").value).toBe("Half a th");
  await press("Clear the page");
  await vi.waitFor(() => expect(sent("keep_draft")).toHaveLength(1));
  expect(sent("keep_draft")[0]?.fields).toEqual({});
  const empty = await screen.findByLabelText<HTMLTextAreaElement>("Body");
  expect(empty.value).toBe("");
  expect(document.activeElement).toBe(empty);
});

it("a draft whose entry is out of sight is kept as a new one", async () => {
  const draft = { exercise: "x", entry: "gone", day: "2026-03-11", fields: { Body: "Still here" } };
  await open({}, { draft });
  await press("Keep");
  await screen.findByText("It is on the page.");
  expect(sent("keep_entry")[0]).toMatchObject({ entry: null, fields: { Body: "Still here" } });
});

it("an entry can be changed, and keeps its day", async () => {
  await open({}, { entries: [entry()] });
  expect(screen.queryByRole("textbox")).toBeNull();
  await press(/^Change/);
  expect(document.activeElement).toBe(screen.getByLabelText("Body"));
  await write("Body", "Jaw, and the hands.");
  await press("Keep the change");
  await screen.findByText("It is on the page.");
  expect(sent("keep_entry")).toEqual([
    { exercise: "x", entry: "e1", day: "2026-03-10", fields: { Body: "Jaw, and the hands." } },
  ]);
});

it("words that gave way to others can be brought back", async () => {
  await open({ times: 6 }, { entries: [entry()] });
  await write("Body", "Something new");
  await press(/^Change/);
  expect(screen.getByLabelText<HTMLTextAreaElement>("Body").value).toBe("Jaw.");
  await act(() => undo.take());
  expect(screen.getByLabelText<HTMLTextAreaElement>("Body").value).toBe("Something new");
});

it("an entry that is opened and left as it is leaves nothing to take back", async () => {
  await open({ times: 6 }, { entries: [entry()] });
  await press(/^Change/);
  await press("Leave it as it was");
  await vi.waitFor(() => expect(sent("keep_draft")).toHaveLength(1));
  expect(undo.done).toBeNull();
});

it("an entry goes out of sight at once, and can be put back", async () => {
  await open({}, { entries: [entry()] });
  await press(/^Take out of sight/);
  await vi.waitFor(() =>
    expect(undo.done?.words).toBe("What you wrote on March 10 is out of sight."),
  );
  expect(screen.queryByText("Jaw.")).toBeNull();
  expect(screen.getByLabelText("Body")).toBeTruthy();
  await act(() => undo.take());
  expect(sent("put_back_entry")).toEqual([{ exercise: "x", entry: "e1" }]);
  await screen.findByRole("button", { name: /^Take out of sight/ });
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("steps come one at a time, and all of them can be edited at the end", async () => {
  await open({ layout: "steps", fields: [field("One", "line"), field("Two"), field("Three")] });
  expect(screen.getByText("Step 1 of 3")).toBeTruthy();
  await write("One", "a");
  await fireEvent.keyDown(screen.getByLabelText("One"), { key: "Enter" });
  expect(document.activeElement).toBe(screen.getByLabelText("Two"));
  expect(screen.queryByLabelText("One")).toBeNull();
  await press("Back");
  expect(screen.getByLabelText<HTMLInputElement>("One").value).toBe("a");
  await press("Next");
  await press("Next");
  await press("See all of it");
  expect(screen.getAllByRole("textbox")).toHaveLength(3);
  await press("Keep");
  await screen.findByText("It is on the page.");
  expect(sent("keep_entry")[0]?.fields).toEqual({ One: "a" });
});

it("Enter in a text begins a line and stays at its step", async () => {
  await open({ layout: "steps", fields: [field("One"), field("Two")] });
  await fireEvent.keyDown(screen.getByLabelText("One"), { key: "Enter" });
  expect(screen.getByText("Step 1 of 2")).toBeTruthy();
});

it("a draft of steps goes on after what was written last", async () => {
  const draft = { exercise: "x", entry: null, day: TODAY, fields: { One: "a" } };
  await open({ layout: "steps", fields: [field("One"), field("Two"), field("Three")] }, { draft });
  expect(screen.getByText("Step 2 of 3")).toBeTruthy();
});

it("a map has its first four fields in the corners and the rest below", async () => {
  const { container } = await open({
    layout: "map",
    fields: ["Body", "Thought", "Feeling", "Urge", "Signs"].map((id) => field(id)),
  });
  const corners = container.querySelectorAll(".corner textarea");
  expect(corners).toHaveLength(4);
  expect(container.querySelectorAll("textarea")).toHaveLength(5);
});

it("a calendar takes an earlier day and counts without a reproach", async () => {
  await open({ times: 6 }, { entries: [entry()] });
  expect(screen.getByLabelText<HTMLSelectElement>("Day").value).toBe(TODAY);
  await fireEvent.change(screen.getByLabelText("Day"), { target: { value: "2026-03-11" } });
  await write("Body", "Shoulders.");
  await press("Keep");
  await screen.findByText("It is on the page.");
  expect(sent("keep_entry")[0]?.day).toBe("2026-03-11");
  expect(screen.getAllByText(/2 of 6 days\./).length).toBeGreaterThan(0);
});

it("a calendar offers the first day without a page once today has one", async () => {
  await open({ times: 6 }, { entries: [entry({ day: TODAY }), entry({ id: "e2", day: "2026-03-11" })] });
  expect(screen.queryByRole("textbox")).toBeNull();
  await press("Write another day");
  expect(screen.getByLabelText<HTMLSelectElement>("Day").value).toBe("2026-03-10");
});

it("the week shows its days side by side, the earliest first", async () => {
  const entries = [entry({ day: TODAY }), entry({ id: "e2", day: "2026-03-11" })];
  await open({ times: 6 }, { entries });
  await press("See the week");
  const heads = screen.getAllByRole("columnheader").map((head) => head.textContent?.trim());
  expect(heads).toEqual(["Wednesday March 11", "Thursday March 12"]);
});

it("a list, a tick and a choice are kept as the core expects them", async () => {
  await open({
    fields: [field("Plus", "list"), field("Packed", "tick"), field("First", "choice", ["body", "urge"])],
  });
  await write("Plus", "the shower\nthe wave");
  await fireEvent.click(screen.getByLabelText("Packed"));
  await fireEvent.click(screen.getByLabelText("urge"));
  await press(/Take the choice back/);
  expect(screen.getByLabelText<HTMLInputElement>("urge").checked).toBe(false);
  await fireEvent.click(screen.getByLabelText("body"));
  await press("Keep");
  await screen.findByText("It is on the page.");
  expect(sent("keep_entry")[0]?.fields).toEqual({
    Plus: "the shower\nthe wave",
    Packed: "yes",
    First: "body",
  });
  const shown = screen.getAllByRole("listitem").map((item) => item.textContent);
  expect(shown).toEqual(expect.arrayContaining(["the shower", "the wave"]));
});

it("a tick that is taken back is not kept", async () => {
  await open({ fields: [field("Packed", "tick"), field("Word", "line")] });
  await fireEvent.click(screen.getByLabelText("Packed"));
  await fireEvent.click(screen.getByLabelText("Packed"));
  await write("Word", "x");
  await press("Keep");
  await screen.findByText("It is on the page.");
  expect(sent("keep_entry")[0]?.fields).toEqual({ Word: "x" });
});

it("a letter waits for its day and can be read before it", async () => {
  const { container } = await open({}, { entries: [entry()], waits_until: "2026-06-12" });
  expect(screen.getByText(/Your letter waits until June 12\./)).toBeTruthy();
  const letter = container.querySelector("details");
  expect(letter?.open).toBe(false);
  expect(letter?.textContent).toContain("Jaw.");
});

it("a letter whose day has come lies open", async () => {
  const { container } = await open({}, { entries: [entry()] });
  expect(screen.queryByText(/waits until/)).toBeNull();
  expect(container.querySelector("details")?.open).toBe(true);
});

it("the puzzle is drawn with the keyboard, and the answer waits for class 2", async () => {
  await open({ layout: "dots", fields: [field("Stuck")] });
  expect(screen.getByText("The answer comes with class 2.")).toBeTruthy();
  const board = screen.getByRole("application");
  const keys = async (...names: string[]) => {
    for (const key of names) await fireEvent.keyDown(board, { key });
  };
  await keys("Enter", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
  expect(screen.getByText("1 line of 4, 3 of 9 dots.")).toBeTruthy();
  await keys("Backspace", "Enter");
  for (let at = 0; at < 3; at += 1) await keys("ArrowRight", "ArrowUp");
  await keys("Enter", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Enter");
  await keys("ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown", "Enter");
  expect(screen.getAllByText(/All nine dots, with four lines\./).length).toBeGreaterThan(0);
  expect(screen.getByRole("list", { name: "What is drawn" }).children).toHaveLength(4);
  await press("Start over");
  expect(screen.getAllByText("Nothing is drawn yet.").length).toBeGreaterThan(0);
  expect(sent("keep_draft")).toHaveLength(0);
});

it("the answer of the puzzle is drawn and told once its week has come", async () => {
  const answer = { week: 2, text: "Outside.", points: [[0, 0], [0, 3]] as [number, number][] };
  await open({ layout: "dots" }, { answer });
  await fireEvent.click(screen.getByText("Show the answer"));
  expect(screen.getByText("Outside.")).toBeTruthy();
  expect(screen.getByText(/It meets 3 dots\./)).toBeTruthy();
});

it("the practice with a voice is one click away", async () => {
  await open({ practice: "stop" });
  const link = await screen.findByRole("link", { name: "With a voice: STOP" });
  expect(link.getAttribute("href")).toBe("#/sit/stop");
});
