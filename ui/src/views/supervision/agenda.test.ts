import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SupervisionView } from "../../api/bindings/SupervisionView";
import { undo } from "../../kit/undo.svelte";
import { added, changed, heldWords, minutesProblem, moved, totalWords, without } from "./agenda";
import Supervision from "./Supervision.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const QUESTION = "Where did I wait?";
let view: SupervisionView;

beforeEach(() => {
  view = {
    agenda: { lines: ["the ride", "the rules", "the clerk"] },
    questions: [QUESTION],
    meetings: [],
    minutes: 0,
    today: "2026-03-12",
  };
  invoke.mockImplementation((_: string, { name, input }: { name: string; input: never }) => {
    if (name === "keep_agenda") view = { ...view, agenda: input };
    return Promise.resolve(view);
  });
});
afterEach(cleanup);

const lines = () =>
  within(screen.getByRole("region", { name: "What to bring" }))
    .getAllByRole("listitem")
    .map((item) => item.querySelector(".line")?.textContent);
/** A button by its words, and the line they are about. */
const button = (words: string, about = "") =>
  screen.findByRole("button", { name: new RegExp(`^${words}.*${about.replace("?", ".")}$`) });

it("a line moves by one place and stops at either end", () => {
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  expect(moved([], 0, 1)).toEqual([]);
});

it("a line that is emptied falls away, and an empty one is not added", () => {
  expect(changed(["a", "b"], 1, " c ")).toEqual(["a", "c"]);
  expect(changed(["a", "b"], 0, "  ")).toEqual(["b"]);
  expect(added(["a"], " ")).toEqual(["a"]);
  expect(added(["a", "c"], "b", 1)).toEqual(["a", "b", "c"]);
  expect(without(["a", "a"], 0)).toEqual(["a"]);
});

it("the focus goes with a line that moves, and its new place is said", async () => {
  render(Supervision);
  const up = await button("Up", "the clerk");
  up.focus();
  await fireEvent.click(up);
  await screen.findByText("Now 2 of 3.");
  expect(lines()).toEqual(["the ride", "the clerk", "the rules"]);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Up: the clerk"));
});

it("Alt with an arrow moves a line from the keyboard", async () => {
  render(Supervision);
  const change = await button("Change", "the ride");
  change.focus();
  await fireEvent.keyDown(change, { key: "ArrowDown", altKey: true });
  await screen.findByText("Now 2 of 3.");
  expect(lines()).toEqual(["the rules", "the ride", "the clerk"]);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Change: the ride"));
});

it("a line taken off can be put back where it was", async () => {
  render(Supervision);
  await fireEvent.click(await button("Take off", "the rules"));
  await vi.waitFor(() => expect(undo.done?.words).toBe("Taken off."));
  expect(lines()).toEqual(["the ride", "the clerk"]);
  await act(() => undo.take());
  expect(lines()).toEqual(["the ride", "the rules", "the clerk"]);
});

it("while one line is being changed the others wait", async () => {
  render(Supervision);
  await fireEvent.click(await button("Change", "the ride"));
  await fireEvent.click(await button("Take off", "the clerk"));
  await fireEvent.input(screen.getByLabelText("Line 1"), { target: { value: "the third ride" } });
  await fireEvent.click(await button("Keep the change"));
  await screen.findByText("Changed.");
  expect(lines()).toEqual(["the third ride", "the rules", "the clerk"]);
});

it("a question of the week goes on the agenda once", async () => {
  render(Supervision);
  await fireEvent.click(await button("Put on the agenda", QUESTION));
  await fireEvent.click(await button("On the agenda", QUESTION));
  expect(view.agenda.lines.filter((line) => line === QUESTION)).toHaveLength(1);
});

it("the time in all is said in hours and in the minutes that count", () => {
  expect(totalWords(0, 0)).toBe("No meeting noted yet.");
  expect(totalWords(1, 50)).toBe("50 minutes in 1 meeting. It counts in your hours.");
  expect(totalWords(3, 170)).toContain("2 hours 50 minutes (170 minutes) in 3 meetings.");
  expect(heldWords("peer", 90)).toBe("With a peer, 1 hour 30 minutes.");
  expect(minutesProblem("480")).toBeNull();
  for (const text of ["0", "481", "an hour", ""]) expect(minutesProblem(text), text).not.toBeNull();
});
