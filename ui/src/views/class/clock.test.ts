import { expect, it } from "vitest";
import type { ClassClock } from "../../api/bindings/ClassClock";
import { lateWords, leftWords, standing, wallOf } from "./clock";

const BEGAN = "2026-01-15T18:00:00-06:00";
const at = (minutes: number) => Date.parse(BEGAN) + minutes * 60_000;
const iso = (minutes: number) => new Date(at(minutes)).toISOString();

function clock(step: number, began: (number | null)[], over: Partial<ClassClock> = {}): ClassClock {
  const minutes = [10, 25, 5];
  return {
    part: "week-1",
    title: "A class",
    steps: minutes.map((each, index) => {
      const from = began[index] ?? null;
      return { minutes: each, title: `Step ${index}`, began_at: from === null ? null : iso(from) };
    }),
    began_at: BEGAN,
    step,
    ended_at: null,
    now: BEGAN,
    ...over,
  };
}

it("a class in its time is as planned, and ends when it was to end", () => {
  const stands = standing(clock(1, [0, 10]), at(12));
  expect(stands).toMatchObject({ left: 23, late: 0, endsAt: at(40) });
  expect(stands?.next?.title).toBe("Step 2");
});

it("a step that began later makes the rest later, and nothing else", () => {
  expect(standing(clock(1, [0, 16]), at(20))).toMatchObject({ left: 21, late: 6, endsAt: at(46) });
});

it("a step that runs over its time grows late by the minute", () => {
  expect(standing(clock(0, [0]), at(14))).toMatchObject({ left: 0, late: 4, endsAt: at(44) });
});

it("a step that was shortened brings the class back, and can bring it ahead", () => {
  expect(standing(clock(2, [0, 16, 35]), at(36))?.late).toBe(0);
  expect(standing(clock(2, [0, 10, 30]), at(31))?.late).toBe(-5);
});

it("the last begun minute still counts as one", () => {
  expect(standing(clock(0, [0]), at(9.5))?.left).toBe(1);
  expect(standing(clock(0, [0]), at(10))?.left).toBe(0);
});

it("before it begins and after it ended a class stands nowhere", () => {
  expect(standing(clock(0, [], { began_at: null }), at(0))).toBeNull();
  expect(standing(clock(2, [0, 10, 35], { ended_at: iso(40) }), at(41))).toBeNull();
});

it("the words count and do not judge", () => {
  expect([leftWords(12), leftWords(1)]).toEqual(["12 minutes left", "The last minute"]);
  expect([lateWords(6), lateWords(0), lateWords(-4)]).toEqual([
    "6 min later than planned",
    "As planned",
    "4 min earlier than planned",
  ]);
});

it("the wall shows the time of the place where the class began", () => {
  expect(wallOf(at(150), BEGAN)).toBe("2026-01-15T20:30:00");
});
