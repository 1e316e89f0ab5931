import { expect, test } from "vitest";
import type { Apart } from "../../api/bindings/Apart";
import { aloneWords, costWords, howWords, leftWords, outcomeWords } from "./words";

const apart: Apart = {
  people: 21,
  k: 5,
  attributes: [],
  alone: 17,
  below: 21,
  combinations: [],
  withheld: 6,
  smallest: 5,
};
const age = { name: "age", title: "How old are you?", given: "in groups of 10 years", values: 8, left: 3, without: 14 };

test("it says who stands alone, and who nearly does", () => {
  expect(aloneWords(apart)).toContain("17 have a combination of the answers below that nobody else has, and 4 more");
  expect(aloneWords({ ...apart, alone: 1, below: 1 })).toContain("1 has a combination");
});

test("what is left is a promise, or an arm that is too small for one", () => {
  expect(outcomeWords(apart)).toBe(
    "In the export all of it is withheld for 6 people. Everybody else shares theirs with 4 others or more.",
  );
  expect(outcomeWords({ ...apart, withheld: 0, smallest: 10 })).toContain("shares theirs with 9 others");
  expect(outcomeWords({ ...apart, smallest: 2 })).toContain("fewer than 5 people");
});

test("every step says what it saves", () => {
  expect(leftWords(age)).toBe("3 of 8");
  expect(leftWords({ ...age, left: 0 })).toBe("none of 8");
  expect(costWords(age, apart)).toBe("As it was said, all would be withheld for 14 of 21");
  expect(costWords({ ...age, without: null }, apart)).toBe("Nothing was lost");
  expect(costWords({ ...age, values: 1, left: 1, without: null }, apart)).toBe("The same for everybody");
});

test("an earlier export says how it was made, where that was noted", () => {
  expect(howWords({ k: 5, ids: "new", texts: 0, practice: false })).toBe("Groups of 5, new ids, no texts.");
  expect(howWords({ k: 1, ids: "stable", texts: 1, practice: true })).toBe(
    "Not coarsened, lasting ids, 1 text, with practice.",
  );
  expect(howWords(null)).toBe("By an earlier version.");
});
