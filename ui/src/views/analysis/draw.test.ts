import { expect, it } from "vitest";
import { around, axis, dayPlace, months, place, tickWords } from "./draw";

it("an axis holds every value and has round ticks", () => {
  for (const values of [[2.17, 3.61], [13, 88.2], [-0.004, 0.003], [1200, 9400]]) {
    const { low, high, ticks } = axis(values);
    expect(low).toBeLessThanOrEqual(Math.min(...values));
    expect(high).toBeGreaterThanOrEqual(Math.max(...values));
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThan(9);
  }
  expect(axis([2.17, 3.61]).ticks).toEqual([2, 2.5, 3, 3.5, 4]);
});

it("an axis never goes beyond the scale, even where an interval does", () => {
  const { low, high } = axis([0.4, 5.8], { low: 1, high: 5 });
  expect([low, high]).toEqual([1, 5]);
});

it("nothing to draw, or one value alone, still has an axis", () => {
  expect(axis([], { low: 1, high: 5 })).toMatchObject({ low: 1, high: 5 });
  const alone = axis([3], { low: 1, high: 5 });
  expect(alone.low).toBeLessThan(3);
  expect(alone.high).toBeGreaterThan(3);
});

it("everybody at the end of a scale still has an axis within it", () => {
  const { low, high } = axis([5, 5], { low: 1, high: 5 });
  expect(low).toBeLessThan(high);
  expect(high).toBe(5);
});

it("effects are drawn with zero in the middle", () => {
  const across = around([-2.4, 0.1]);
  expect(place(across, 0)).toBe(50);
  expect(across.ticks).toContain(0);
  expect([across.low, across.high]).toEqual([-3, 3]);
  expect(around([3.4]).ticks).toEqual([-4, -2, 0, 2, 4]);
});

it("ticks have as many places as they need", () => {
  expect(tickWords([2, 2.5, 3], 2.5)).toBe("2.5");
  expect(tickWords([-20, 0, 20], -20)).toBe("−20");
  expect(tickWords([-0.2, -0.2 + 0.2], -0.2 + 0.2)).toBe("0.0");
});

it("a day stands where it is between two days, and beyond them at an end", () => {
  expect(dayPlace("2026-01-01", "2026-01-11", "2026-01-06")).toBe(50);
  expect(dayPlace("2026-01-01", "2026-01-11", "2026-02-01")).toBe(100);
  expect(dayPlace("2026-01-01", "2026-01-01", "2026-01-01")).toBe(50);
});

it("months are marked by their firsts, at most six of them", () => {
  expect(months("2025-12-18", "2026-03-02")).toEqual(["2026-01-01", "2026-02-01", "2026-03-01"]);
  expect(months("2024-01-01", "2026-12-31")).toHaveLength(6);
});
