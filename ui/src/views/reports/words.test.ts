import { expect, test } from "vitest";
import type { ItemTotal } from "../../api/bindings/ItemTotal";
import { monthChoices, monthWords, number, pieces, sumWords } from "./words";

const item: ItemTotal = {
  text: "I could go at my own speed.",
  counts: [
    ["Not at all", 1],
    ["A little", 0],
    ["Fully", 4],
  ],
  n: 5,
  best: 2,
  mean: 4,
};

test("the months begin with the one under way and go two years back, over the turn of a year", () => {
  const months = monthChoices("2026-01-01");
  expect(months.slice(0, 3)).toEqual(["2026-02-01", "2026-01-01", "2025-12-01"]);
  expect(months.length).toBe(25);
  expect(monthWords("2025-12-01")).toBe("December 2025");
});

test("the sum says how far it is, and never that somebody is wrong before they are done", () => {
  expect(sumWords(["", "", "", ""], "10")).toBe("");
  expect(sumWords(["4", "", "", ""], "10")).toBe("The four boxes add up to 4 so far: 6 more to 10.");
  expect(sumWords(["4", "6", "0", "0"], "10")).toBe("The four boxes add up to 10.");
  expect(sumWords(["4", "7", "0", "0"], "10")).toContain("11: 1 too many");
  expect(sumWords(["4", "7", "0", "0"], "ten")).toBe("");
});

test("a number is a whole one", () => {
  expect([number(" 12 "), number("0"), number("-1"), number("1.5"), number("")]).toEqual([
    12,
    0,
    null,
    null,
    null,
  ]);
});

test("the most favorable answer stands at the end of its line, whichever way it is worded", () => {
  expect(pieces(item)).toEqual([
    { at: 0, wide: 20, best: false },
    { at: 20, wide: 80, best: true },
  ]);
  const turned = pieces({ ...item, best: 0 });
  expect(turned.at(-1)).toEqual({ at: 80, wide: 20, best: true });
});
