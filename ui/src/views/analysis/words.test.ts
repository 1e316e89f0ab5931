import { expect, it } from "vitest";
import type { Difference } from "../../api/bindings/Difference";
import { both, inside, number, places, pWords, standing, testWords, told, zeroWords } from "./words";

const difference: Difference = {
  difference: -0.518,
  interval: { low: -0.951, high: -0.084 },
  error: 0.2,
  t: -2.556,
  df: 12,
  p: 0.0252,
  p_holm: 0.2761,
};

it("nothing but noughts has no minus, and a minus is a true one", () => {
  expect(number(-0.004, 2)).toBe("0.00");
  expect(number(-0.25, 1)).toBe("−0.3");
});

it("a long scale has one place after the point, a short one two", () => {
  expect(places({ lowest: 0, highest: 100 })).toBe(1);
  expect(places({ lowest: 1, highest: 5 })).toBe(2);
});

it("a figure stands with its interval where it has one", () => {
  expect(both(-0.518, difference.interval, 2)).toBe("−0.52 (−0.95 to −0.08)");
  expect(both(3, null, 1)).toBe("3.0");
});

it("p stands last, with the corrected one behind it", () => {
  expect(testWords(difference)).toBe("t(12) = −2.56, p = 0.025, corrected p = 0.276");
  expect(testWords({ ...difference, df: 12.43, p_holm: null })).toBe("t(12.4) = −2.56, p = 0.025");
  expect(pWords(0.0004)).toBe("p < 0.001");
});

it("a figure that cannot be had says why", () => {
  const by = { id: "ancova", name: "", source: "" };
  expect(told({ kind: "refused", by, why: "Too few." }, () => "never")).toBe("Too few.");
  expect(told({ kind: "known", by, value: 2 }, String)).toBe("2");
});

it("where people stand names only what there is", () => {
  const none = { arm: "course", in_time: 0, late: 0, in_part: 0, missed: 0, open: 0, not_due: 0, withdrew: 0 } as const;
  expect(standing({ ...none, in_time: 8, missed: 2 })).toBe("8 in time, 2 missed");
  expect(standing(none)).toBe("");
});

it("a wave’s name fits into a sentence, and a code stays as it is", () => {
  expect(inside("Before the course")).toBe("before the course");
  expect(inside("T1")).toBe("T1");
  expect(inside("A week after")).toBe("A week after");
});

it("what intervals say about zero is counted, one or many", () => {
  const [over, across] = [{ low: 1, high: 2 }, { low: -1, high: 2 }];
  expect(zeroWords([])).toBe("There is nothing to draw yet.");
  expect(zeroWords([across])).toMatch(/^The interval includes zero/);
  expect(zeroWords([across, across])).toMatch(/^Every interval includes zero/);
  expect(zeroWords([over, across, over])).toBe("1 of 3 intervals includes zero.");
  expect(zeroWords([over, over])).toBe("None of 2 intervals include zero.");
});
