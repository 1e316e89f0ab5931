import { expect, it } from "vitest";
import type { ScoreChange } from "../../api/bindings/ScoreChange";
import { bandWords, chanceWords, changeWords, figure, placeOn } from "./words";

const change: ScoreChange = {
  from: "Before the course",
  to: "Three months after the course",
  by: 4,
  smallest_reliable: 7.84,
  lowest: -3.84,
  highest: 11.84,
  basis: "Computed from SD 4 and r .5.",
};

it("a change is said with its direction and its size", () => {
  expect(changeWords(change)).toBe("Higher than before the course, by 4.");
  expect(changeWords({ ...change, by: -0.75 })).toBe("Lower than before the course, by 0.8.");
  expect(changeWords({ ...change, by: 0.01 })).toBe("The same as before the course.");
  expect(changeWords({ ...change, from: "T1" })).toBe("Higher than T1, by 4.");
});

it("a small change is said to be within chance, a large one to be larger, and both with a range", () => {
  expect(chanceWords(change)).toBe(
    "Changes under 7.8 are within what chance and a bad week can do. This one is among them. With that allowed for, the change lies between −3.8 and 11.8.",
  );
  expect(chanceWords({ ...change, by: -9, lowest: -16.84, highest: -1.16 })).toContain(
    "This one is larger.",
  );
});

it("where nobody knows the precision, nothing is said about chance", () => {
  expect(chanceWords({ ...change, smallest_reliable: null })).toBeNull();
});

it("a value stands on its line by value, and never beyond an end", () => {
  const line = { lowest: 10, highest: 50 };
  expect([10, 30, 50, 61, 2].map((value) => placeOn(line, value))).toEqual([0, 50, 100, 100, 0]);
});

it("figures keep one place and a true minus", () => {
  expect([2, 2.25, -0.04, -3.84].map(figure)).toEqual(["2", "2.3", "0", "−3.8"]);
});

it("bands are named with where they begin", () => {
  const bands = { source: "x", note: "", verify: false, latest: null };
  const band = (name: string, from: number) => ({ name, from, below: null });
  expect(bandWords({ ...bands, bands: [band("low", 10), band("high", 42)] })).toBe(
    "“low” from 10 and “high” from 42",
  );
});
