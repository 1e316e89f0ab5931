import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Found } from "../../api/bindings/Found";
import type { Role } from "../../api/bindings/Role";
import type { Start } from "../../api/bindings/Start";
import { session } from "../../app/session.svelte";
import Find from "./Find.svelte";
import { REST, Searching } from "./searching.svelte";

const answers = vi.hoisted(() => ({ look: vi.fn() }));
vi.mock("@tauri-apps/api/core", () => ({
  invoke: (_: string, asked: { name: string; input: unknown }) => answers.look(asked.input),
}));

const excerpt = [
  { text: "Feel the ", hit: false },
  { text: "floor", hit: true },
];
const lesson: Found = {
  target: { kind: "lesson", part: "week-6", section: "the-floor" },
  title: "There is a floor",
  within: "Both feet",
  excerpt,
};
const card: Found = { target: { kind: "card", part: "week-6" }, title: "Card", within: "", excerpt };
const exercise: Found = { target: { kind: "exercise", id: "dots" }, title: "Dots", within: "", excerpt };

beforeEach(() => {
  vi.useFakeTimers();
  answers.look.mockReset();
  location.hash = "#/course";
  arrive("coach");
});
afterEach(() => {
  vi.useRealTimers();
});

function arrive(role: Role) {
  session.start = { open: { id: "x", name: "X", role, locked: false, sample: false }, takes_course: role === "coach" } as Start;
}

/** Types, and waits until what was found is on the page. */
async function look(words: string, found: Found[]) {
  answers.look.mockResolvedValue(found);
  render(Find, { searching: new Searching() });
  const field = screen.getByRole("searchbox");
  field.focus();
  await fireEvent.input(field, { target: { value: words } });
  await vi.advanceTimersByTimeAsync(REST);
  await tick();
  return field;
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const focused = () => document.activeElement?.textContent;

it("results lead to the exact place, with the words marked and where they belong", async () => {
  await look("floor", [lesson, card]);
  const link = screen.getByRole("link", { name: "There is a floor" });
  expect(link.getAttribute("href")).toBe("#/lesson/week-6/the-floor");
  expect(link.closest("li")?.querySelector("mark")?.textContent).toBe("floor");
  expect(link.closest("li")?.textContent).toContain("Both feet");
  expect(screen.getAllByRole("heading").map((one) => one.textContent)).toEqual(["Lessons", "Cards"]);
  expect(screen.getByRole("status").textContent).toBe("Two places");
});

it("the arrow keys go through the results and back to the field", async () => {
  const field = await look("floor", [lesson, card]);
  await press("ArrowDown");
  expect(focused()).toBe("There is a floor");
  await press("ArrowDown");
  await press("ArrowDown");
  expect(focused(), "the last one is the end").toBe("Card");
  await press("ArrowUp");
  await press("ArrowUp");
  expect(document.activeElement).toBe(field);
});

it("Enter opens the first result, and the way back finds the words again", async () => {
  await look("floor", [lesson, card]);
  const note = vi.spyOn(history, "replaceState");
  let opened = "";
  document.addEventListener("click", (event) => {
    opened = (event.target as Element).getAttribute("href") ?? "";
  }, { once: true });
  await press("Enter");
  await vi.advanceTimersByTimeAsync(0);
  expect(opened).toBe("#/lesson/week-6/the-floor");
  expect(note.mock.lastCall?.[2]).toBe("#/search/floor");
});

it("Esc empties the field and waits there", async () => {
  const field = await look("floor", [lesson]);
  await press("ArrowDown");
  await press("Escape");
  expect(document.activeElement).toBe(field);
  expect(screen.queryByRole("link")).toBeNull();
});

it("what was found stays until more is found, and a late answer does not undo it", async () => {
  const searching = new Searching();
  let late: (found: Found[]) => void = () => {};
  answers.look.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
  searching.type("flo");
  await vi.advanceTimersByTimeAsync(REST);
  answers.look.mockResolvedValueOnce([lesson]);
  searching.type("floor");
  await vi.advanceTimersByTimeAsync(REST);
  late([card]);
  await vi.advanceTimersByTimeAsync(0);
  expect(searching.found).toEqual([lesson]);
  searching.type("floors");
  expect(searching.found).toEqual([lesson]);
});

it("quick typing asks once, and no words ask nothing", async () => {
  const searching = new Searching();
  answers.look.mockResolvedValue([]);
  for (const words of ["f", "fl", "flo"]) searching.type(words);
  await vi.advanceTimersByTimeAsync(REST);
  expect(answers.look.mock.calls).toEqual([[{ words: "flo" }]]);
  searching.type("  ");
  await vi.advanceTimersByTimeAsync(REST);
  expect(answers.look).toHaveBeenCalledTimes(1);
  expect(searching.found).toBeNull();
});

it("somebody who teaches is led to no exercise", async () => {
  arrive("trainer");
  await look("dots", [exercise, card]);
  expect(screen.getAllByRole("link").map((one) => one.textContent)).toEqual(["Card"]);
});
