import { expect, it } from "vitest";
import type { ImportPreview } from "../../api/bindings/ImportPreview";
import { beforeWords, broughtWords, columnName, foundWords, withKind } from "./words";

const preview: ImportPreview = {
  columns: ["Started At", " ", "Activity"],
  mapping: {
    when: 0,
    time: null,
    written_as: "month-day-year",
    length: 1,
    length_in: "clock",
    kind: 2,
    comment: null,
    kinds: [{ kind: "Walking", practice: "walking" }],
    practice: "silence",
  },
  kinds: ["Meditation", "Walking"],
  rows: [],
  new: 0,
  known: 0,
  bad: 0,
  bad_rows: [],
  before_course: 0,
};

it("what a file holds is said whole, and nothing that is not there", () => {
  expect(foundWords({ ...preview, new: 5, known: 1, bad: 3 })).toBe(
    "5 new sits. One is there already. 3 rows can’t be read and are left out.",
  );
  expect(foundWords({ ...preview, known: 4 })).toBe(
    "Nothing new in this file. Four are there already.",
  );
  expect(broughtWords({ new: 1, known: 0, bad: 1 })).toBe(
    "1 sit is in your log now. 1 row was left out.",
  );
});

it("a trainer never hears of sits from before the course, and the screen says so", () => {
  expect(beforeWords({ ...preview, new: 5, before_course: 2 }, "Joan")).toBe(
    "Two of them lie before class 1: Joan never hears of those. " +
      "The days and minutes of the others go to Joan like those of any sit you enter.",
  );
  expect(beforeWords({ ...preview, new: 2, before_course: 2 }, "Joan")).toBe(
    "All of them lie before class 1: Joan never hears of those.",
  );
  expect(beforeWords({ ...preview, new: 5, before_course: 1 }, null)).toBe(
    "One of them lies before the first day of the course.",
  );
  expect(beforeWords({ ...preview, new: 5 }, null)).toBe("");
});

it("a kind is one practice here, or as all others", () => {
  const walking = withKind(preview.mapping, "Meditation", "sitting");
  expect(walking.kinds).toEqual([
    { kind: "Walking", practice: "walking" },
    { kind: "Meditation", practice: "sitting" },
  ]);
  expect(withKind(walking, "Walking", "group").kinds).toHaveLength(2);
  expect(withKind(walking, "Walking", "").kinds).toEqual([
    { kind: "Meditation", practice: "sitting" },
  ]);
});

it("a column without a name has a place", () => {
  expect([0, 1].map((index) => columnName(preview.columns, index))).toEqual([
    "Started At",
    "Column 2",
  ]);
});
