import { expect, it } from "vitest";
import { before, rollKey } from "./roll";

const key = (key: string, more: KeyboardEventInit = {}) =>
  rollKey(new KeyboardEvent("keydown", { key, ...more }));

it("up and down move, a letter marks, and Delete takes the mark back", () => {
  expect([key("ArrowDown"), key("ArrowUp")]).toEqual([{ move: 1 }, { move: -1 }]);
  expect([key("c"), key("M"), key("e"), key("a")]).toEqual([
    { mark: "came" },
    { mark: "made-up" },
    { mark: "excused" },
    { mark: "away" },
  ]);
  expect(key("Delete")).toEqual({ mark: null });
});

it("other keys, and keys of the system, stay what they are", () => {
  expect([key("x"), key("Tab"), key("a", { ctrlKey: true })]).toEqual([null, null, null]);
});

it("taking back brings back every mark that changed, the missing ones too", () => {
  const line = (code: string, attendance: "came" | "away" | null) => ({ code, name: code, attendance });
  const then = [line("A", null), line("B", "away"), line("C", "came")];
  const now = [line("A", "came"), line("B", "came"), line("C", "came")];
  expect(before(then, now)).toEqual([
    { code: "A", attendance: null },
    { code: "B", attendance: "away" },
  ]);
});
