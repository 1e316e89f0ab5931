import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LogSit } from "../../api/bindings/LogSit";
import type { PracticeLog } from "../../api/bindings/PracticeLog";
import Practice from "./Practice.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const PAGE = 3;
const routine = { id: "routine", title: "One routine thing", about: "", monthly: false };

/** What the core would hold, as much of it as the screen needs. */
let sits: LogSit[];
let ticks: PracticeLog["ticks"];
let before: Map<string, LogSit | null>;
let asked: { name: string; input: Record<string, unknown> }[];
let refuse: string | null;

function sit(id: string, day: string, of: Partial<LogSit> = {}): LogSit {
  const entered = { measured_seconds: null, reported_minutes: 20, source: "entered" } as const;
  const plain = { to_the_bell: false, cut_short: false, changed: false, obstacles: [], comment: "" };
  return { id, day, practice: "walking", title: "Walking", ...entered, ...plain, ...of };
}

function log(shown = PAGE, added: string | null = null): PracticeLog {
  const on = (day: string) => sits.filter((each) => each.day === day);
  const minutes = (of: LogSit[]) => of.reduce((sum, each) => sum + (each.reported_minutes ?? 0), 0);
  const days = ["2026-03-12", "2026-03-13"].map((day) => ({
    day,
    measured_minutes: 0,
    reported_minutes: minutes(on(day)),
  }));
  return {
    today: "2026-03-13",
    weeks: [
      {
        week: 1,
        days,
        days_done: days.filter((day) => day.reported_minutes > 0).length,
        days_asked: 6,
        minutes_asked: 180,
        plan_version: 0,
        band: { from_minutes: 108, usual_minutes: 115, to_minutes: 124 },
        measured_minutes: 0,
        reported_minutes: minutes(sits),
      },
    ],
    sits: sits.slice(0, shown),
    sits_in_all: sits.length,
    added,
    published: { usual_percent: 64, from_percent: 60, to_percent: 69, about: "What others did." },
    mix: [],
    hours: [],
    ticks,
    informal: [routine],
  };
}

const put = (id: string, to: LogSit | null) => {
  before.set(id, sits.find((each) => each.id === id) ?? null);
  const others = sits.filter((each) => each.id !== id);
  sits = (to ? [...others, to] : others).sort((one, other) => (one.day < other.day ? 1 : -1));
};

const CORE: Record<string, (input: never) => unknown> = {
  today: () => ({ weeks: 8, informal: [routine] }),
  practices: () => [
    { id: "body-scan", title: "Body scan", this_week: false },
    { id: "walking", title: "Walking", this_week: true },
  ],
  practice_log: ({ sits }: { sits?: number }) => log(sits),
  report_sit: (input: { practice: string; day: string; minutes: number }) => {
    const { practice, day, minutes } = input;
    put("new", sit("new", day, { practice, title: practice, reported_minutes: minutes }));
    return log(PAGE, "new");
  },
  change_sit: ({ sit: id, day, minutes }: { sit: string; day: string; minutes: number }) => {
    put(id, sit(id, day, { reported_minutes: minutes, changed: true }));
    return log();
  },
  remove_sit: ({ sit: id }: { sit: string }) => (put(id, null), log()),
  undo_sit: ({ sit: id }: { sit: string }) => (put(id, before.get(id) ?? null), log()),
  note_sit_words: ({ sit: id, ...words }: { sit: string } & Pick<LogSit, "obstacles" | "comment">) => {
    sits = sits.map((each) => (each.id === id ? { ...each, ...words } : each));
    return log();
  },
  tick_informal: (tick: PracticeLog["ticks"][number]) => ((ticks = [tick]), log()),
  untick_informal: () => ((ticks = []), log()),
};

beforeEach(() => {
  sits = [
    sit("m", "2026-03-13", { measured_seconds: 900, reported_minutes: null, source: null }),
    sit("a", "2026-03-13"),
    sit("b", "2026-03-12"),
    sit("c", "2026-03-01", { source: "imported" }),
  ];
  ticks = [];
  before = new Map();
  asked = [];
  refuse = null;
  invoke.mockReset().mockImplementation(async (_: string, { name, input }) => {
    asked.push({ name, input });
    if (name === refuse) {
      throw { code: "disk-full", severity: "alert", happened: "The disk is full.", next: "Free some." };
    }
    return structuredClone(CORE[name]?.(input as never));
  });
});
afterEach(cleanup);

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const rows = () =>
  within(screen.getByRole("region", { name: "Sit by sit" }))
    .getAllByRole("listitem")
    .map((row) => row.textContent);
const latest = (name: string) => asked.findLast((each) => each.name === name)?.input;

async function show() {
  render(Practice, { route: { view: "practice" } });
  await screen.findByRole("heading", { name: "Your practice" });
}

/** The button of a sit: what it does, then which sit. */
const button = (does: string, which: string) => new RegExp(`^${does} ?: ${which}$`);
const open = (which: string) => press(button("Open", which));

it("a sit is added without being asked for what is not needed, and can be taken back", async () => {
  await show();
  await press("Add a sit from elsewhere");
  await press("Add it");
  await screen.findByText(/write the minutes in figures/);
  expect(latest("report_sit")).toBeUndefined();
  const dialog = within(screen.getByRole("dialog"));
  await fireEvent.click(dialog.getByLabelText("Yesterday"));
  await fireEvent.input(screen.getByLabelText("Minutes"), { target: { value: "35" } });
  await press("Add it");
  await screen.findByText("35 minutes yesterday, noted as entered by you.");
  expect(latest("report_sit")).toEqual({
    practice: "walking",
    day: "2026-03-12",
    minutes: 35,
    obstacles: [],
    comment: "",
  });
  await press("Undo");
  await screen.findByText("Taken back.");
  expect(latest("undo_sit")).toEqual({ sit: "new" });
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

it("what could not be kept stays in the form, with the reason in front of it", async () => {
  await show();
  refuse = "report_sit";
  await press("Add a sit from elsewhere");
  await fireEvent.input(screen.getByLabelText("Minutes"), { target: { value: "35" } });
  await press("Add it");
  const dialog = screen.getByRole("dialog");
  await within(dialog).findByText("The disk is full.");
  expect(screen.getByLabelText<HTMLInputElement>("Minutes").value).toBe("35");
});

it("a sit is taken out at once, and comes back where it stood", async () => {
  await show();
  const all = rows();
  await open("Walking, March 12, 20 minutes");
  await press("Take it out");
  const back = await screen.findByRole("button", {
    name: button("Undo", "Walking, March 12, 20 minutes"),
  });
  expect(rows()[2]).toContain("taken out");
  await waitFor(() => expect(document.activeElement).toBe(back));
  await fireEvent.click(back);
  await waitFor(() => expect(rows()).toEqual(all));
});

it("a change goes with its reason, and can be taken back beside it", async () => {
  await show();
  await open("Walking, March 12, 20 minutes");
  await press("Change day or length");
  await fireEvent.input(screen.getByLabelText("Minutes"), { target: { value: "12" } });
  await fireEvent.input(screen.getByLabelText("Why, if you like"), { target: { value: " read the wrong clock " } });
  await press("Keep the change");
  await fireEvent.click(await screen.findByRole("button", { name: /^Undo/ }));
  expect(latest("change_sit")).toEqual({
    sit: "b",
    practice: "walking",
    day: "2026-03-12",
    minutes: 12,
    reason: "read the wrong clock",
  });
  await waitFor(() => expect(rows()[2]).toContain("20 minutes"));
});

it("a measured sit takes words and offers no change", async () => {
  await show();
  await open("Walking, March 13, 15 minutes");
  expect(screen.queryByRole("button", { name: "Take it out" })).toBeNull();
  await fireEvent.click(screen.getByLabelText("Too little time"));
  await fireEvent.click(screen.getByLabelText("Sleepy"));
  await fireEvent.input(screen.getByLabelText("A line for yourself"), { target: { value: "the fridge" } });
  await press("Keep these words");
  await screen.findByText("Kept.");
  expect(latest("note_sit_words")).toMatchObject({ sit: "m", comment: "the fridge" });
  await press(button("Close", "Walking, March 13, 15 minutes"));
  expect(rows()[0]).toMatch(/Sleepy, too little time\.\s+the fridge/);
  const hard = () => screen.getAllByRole<HTMLAnchorElement>("link", { name: "This was hard" });
  await open("Walking, March 13, 15 minutes");
  expect(hard()[0]?.getAttribute("href")).toBe("#/hard/2026-03-13/walking");
});

it("earlier sits come when they are asked for, and stay after a change", async () => {
  await show();
  expect(rows()).toHaveLength(PAGE);
  await press("Show earlier sits");
  await waitFor(() => expect(rows()).toHaveLength(4));
  expect(screen.queryByRole("button", { name: "Show earlier sits" })).toBeNull();
  await open("Walking, March 13, 20 minutes");
  await press("Take it out");
  await screen.findByRole("button", { name: /^Undo/ });
  expect(rows()).toHaveLength(4);
  expect(rows()[3]).toContain("from another program");
});

it("something informal is a tick, then a word, and both can go again", async () => {
  await show();
  const box = () => screen.findByRole<HTMLInputElement>("checkbox", { name: "One routine thing" });
  await fireEvent.click(await box());
  const word = await screen.findByLabelText("A word for One routine thing");
  await fireEvent.change(word, { target: { value: "seat belt" } });
  await waitFor(() =>
    expect(latest("tick_informal")).toEqual({ informal: "routine", day: "2026-03-13", word: "seat belt" }),
  );
  await screen.findByText("seat belt");
  await fireEvent.click(await box());
  await waitFor(() => expect(screen.queryByText("seat belt")).toBeNull());
  expect((await box()).checked).toBe(false);
});

it("a tick that could not be kept does not look kept", async () => {
  await show();
  refuse = "tick_informal";
  const box = await screen.findByRole<HTMLInputElement>("checkbox", { name: "One routine thing" });
  await fireEvent.click(box);
  await screen.findByText("The disk is full.");
  expect(box.checked).toBe(false);
});
