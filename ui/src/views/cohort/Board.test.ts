import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CohortView } from "../../api/bindings/CohortView";
import UndoLine from "../../kit/UndoLine.svelte";
import Board from "./Board.svelte";
import { worthOf } from "./rows";
import { coach, signal, view } from "./made";
import Signals from "./Signals.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

beforeEach(() => invoke.mockReset());
afterEach(cleanup);

function show(many: number, onopen = vi.fn()) {
  const coaches = Array.from({ length: many }, (_, at) => coach(`Coach ${at + 1}`));
  const all = view(coaches, [signal("Coach 2")]);
  const { cohort } = all;
  if (!cohort) throw new Error("a cohort");
  render(Board, { view: all, cohort, worth: worthOf(all.signals), onopen });
  return onopen;
}

it("a long list draws a few rows, and says how many there are and which these are", () => {
  show(5000);
  const table = screen.getByRole("table");
  expect(table.getAttribute("aria-rowcount")).toBe("5001");
  const rows = within(table).getAllByRole("row");
  expect(rows.length).toBeLessThan(60);
  const second = screen.getByRole("button", { name: "Coach 2" }).closest("tr");
  expect(second?.getAttribute("aria-rowindex")).toBe("3");
});

it("arrows go from row to row, and one row alone is reached by Tab", async () => {
  const onopen = show(12);
  const first = screen.getByRole("button", { name: "Coach 1" });
  first.focus();
  await fireEvent.keyDown(first, { key: "ArrowDown" });
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Coach 2"));
  const tabs = screen.getAllByRole("button", { name: /^Coach \d/ }).map((each) => each.tabIndex);
  expect(tabs.filter((tab) => tab === 0)).toHaveLength(1);
  await fireEvent.click(document.activeElement as HTMLElement);
  expect(onopen.mock.calls[0]?.[0]?.name).toBe("Coach 2");
});

it("a column says which way it is sorted, and a search says how many it found", async () => {
  show(12);
  const heads = () => screen.getAllByRole("columnheader");
  await fireEvent.click(screen.getByRole("button", { name: /^Minutes measured/ }));
  expect(heads().map((head) => head.getAttribute("aria-sort")).filter(Boolean)).toEqual([
    "descending",
  ]);
  const find = screen.getByRole("searchbox", { name: "Find by name or code" });
  await fireEvent.input(find, { target: { value: "coach 12" } });
  expect(screen.getByRole("status").textContent).toContain("1 of 12 coaches");
});

it("a signal that is done leaves its way back under the keyboard", async () => {
  const before = view([coach("Ben")], [signal("Ben")]);
  let now: CohortView = before;
  const done = view([coach("Ben")], [signal("Ben", { kind: "done", on: "2026-01-25" })]);
  invoke.mockResolvedValue(done);
  render(UndoLine);
  const { rerender } = render(Signals, {
    view: before,
    onchanged: (after: CohortView) => {
      now = after;
      void rerender({ view: now });
    },
  });
  await fireEvent.click(screen.getByRole("button", { name: "Done" }));
  const undo = await screen.findByRole("button", { name: "Undo" });
  await vi.waitFor(() => expect(document.activeElement).toBe(undo));
  expect(invoke.mock.calls[0]?.[1]).toMatchObject({
    name: "mark_signal",
    input: { code: "C-Ben", rule: "quiet", about: "x", mark: { kind: "done" } },
  });
  invoke.mockResolvedValue(before);
  await fireEvent.click(undo);
  await screen.findByRole("button", { name: "Done" });
  expect(invoke.mock.calls[1]?.[1]).toMatchObject({ input: { mark: { kind: "open" } } });
});
