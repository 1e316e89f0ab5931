import { expect, it } from "vitest";
import type { ExerciseLine } from "../../api/bindings/ExerciseLine";
import type { Field } from "../../api/bindings/Field";
import type { LessonCard } from "../../api/bindings/LessonCard";
import { chapters, firstWords, items, lineWords, said } from "./words";

function line(given: Partial<ExerciseLine>): ExerciseLine {
  const id = given.id ?? "x";
  return { id, title: id, part: "week-1", minutes: 2, times: 1, kept: 0, last: null, ...given };
}

function card(part: string, week: number): LessonCard {
  const rest = { title: part, lead: "", minutes: 10, sections: 5, read: 0 };
  return { part, kind: "week", week, ...rest };
}

function field(id: string, kind: Field["kind"]): Field {
  return { id, kind, label: id, hint: "", options: [] };
}

it("a list is one thing a line, without what was left empty", () => {
  expect(items("the shower\n\n  the wave \n")).toEqual(["the shower", "the wave"]);
  expect(items("")).toEqual([]);
});

it("a calendar counts its days and says nothing of the ones without a page", () => {
  const calendar = { times: 6, last: "2026-03-12" };
  expect(lineWords(line({ ...calendar, kept: 3 }))).toBe("3 of 6 days. The last was March 12.");
  expect(lineWords(line({ ...calendar, kept: 8 }))).toBe("8 days. The last was March 12.");
  expect(lineWords(line({ times: 6 }))).toBe("About 2 minutes a day, on 6 days.");
});

it("what is written once says when", () => {
  expect(lineWords(line({}))).toBe("About 2 minutes.");
  expect(lineWords(line({ kept: 1, last: "2026-03-12" }))).toBe("Written on March 12.");
  expect(lineWords(line({ kept: 2, last: "2026-03-12" }))).toBe(
    "Written 2 times. The last was March 12.",
  );
});

it("the notebook follows the course, and keeps what was written early in sight", () => {
  const cards = [card("week-1", 1), card("week-2", 2), card("week-3", 3), card("week-4", 4)];
  const lines = [
    line({ id: "c", part: "week-3" }),
    line({ id: "a", part: "week-1" }),
    line({ id: "d", part: "week-4", kept: 1, last: "2026-03-12" }),
  ];
  const { here, later } = chapters(cards, lines, 2);
  expect(here.map((chapter) => chapter.card.part)).toEqual(["week-1", "week-4"]);
  expect(later.map((chapter) => chapter.card.part)).toEqual(["week-3"]);
});

it("an entry shows the fields that say something, and a tick either way", () => {
  const fields = [field("a", "line"), field("b", "tick"), field("c", "text")];
  expect(said(fields, { c: "Rain." }).map((each) => each.id)).toEqual(["b", "c"]);
});

it("an entry is known by its first words, cut between two of them", () => {
  const fields = [field("done", "tick"), field("text", "text")];
  expect(firstWords(fields, { done: "yes", text: "A dog.\nA fence." })).toBe("A dog.");
  const long = firstWords(fields, { text: "word ".repeat(40) });
  expect(long).toMatch(/word …$/);
  expect(long.length).toBeLessThan(64);
});
