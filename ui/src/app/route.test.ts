import { expect, it } from "vitest";
import { href, parse, screenKey, type Route } from "./route";

const ROUTES: Route[] = [
  { view: "today" },
  { view: "lesson", part: "week-1" },
  { view: "lesson", part: "week-1", section: "thursday-8-40" },
  { view: "questionnaire", wave: "before/after", instrument: "check in" },
  { view: "card", part: "day" },
  { view: "class", part: "week-8" },
  { view: "search", words: "no time / no place" },
  { view: "scenarios", scenario: "a-ride-home" },
  { view: "exercise", exercise: "letter" },
  { view: "own-sit", sit: "mix-20-15-10" },
  { view: "recordings" },
  { view: "hard", day: "2026-03-12", practice: "body-scan" },
  { view: "results" },
  { view: "measures", instrument: "proqol5" },
  { view: "analysis", instrument: "proqol5", scale: "burnout" },
  { view: "safety" },
  { view: "help" },
];

it("every route comes back from its own address", () => {
  for (const route of ROUTES) expect(parse(href(route))).toEqual(route);
});

it("an address that leads nowhere is no route", () => {
  for (const hash of ["", "#main", "#/", "#/nowhere", "#/lesson", "#/card", "#/exercise", "#/questionnaire/t1", "#/toString", "#/%E0%A4%A"]) {
    expect(parse(hash), hash).toBeNull();
  }
});

it("another section of a lesson is the same screen, another lesson is not", () => {
  const first: Route = { view: "lesson", part: "week-1" };
  expect(screenKey({ ...first, section: "bite" })).toBe(screenKey(first));
  expect(screenKey({ view: "lesson", part: "week-2" })).not.toBe(screenKey(first));
  expect(screenKey({ view: "search", words: "rest" })).toBe(screenKey({ view: "search" }));
  const scale: Route = { view: "analysis", instrument: "checkin", scale: "burnout" };
  expect(screenKey(scale)).toBe(screenKey({ view: "analysis" }));
  expect(screenKey({ view: "sit", practice: "lake" })).not.toBe(screenKey({ view: "sit" }));
  expect(screenKey({ view: "own-sit", sit: "mix" })).not.toBe(screenKey({ view: "own-sit" }));
});
