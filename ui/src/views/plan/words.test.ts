import { expect, it } from "vitest";
import type { PlanLine } from "../../api/bindings/PlanLine";
import type { PlanVersion } from "../../api/bindings/PlanVersion";
import type { PlanView } from "../../api/bindings/PlanView";
import { countsWords, isChanged, lineFor, readMinutes, versionWords } from "./words";

const asked = { version: 0, days: 6, practice: "scan", minutes: 30, short_minutes: 12 };
const practices = [
  { id: "scan", title: "Body scan", shortest_minutes: 10, longest_minutes: 45 },
  { id: "walk", title: "Walking", shortest_minutes: 5, longest_minutes: 30 },
];
const line = (changes: Partial<PlanLine>): PlanLine => ({
  week: null,
  days: null,
  practice: null,
  minutes: null,
  ...changes,
});
const version = (number: number, changes: Partial<PlanLine>): PlanVersion => ({
  version: number,
  by: "coach",
  made_on: "2026-01-23",
  line: line(changes),
});
const view = (changes: Partial<PlanView>): PlanView => ({
  week: 2,
  now: asked,
  this_week: asked,
  weeks: Array.from({ length: 8 }, (_, index) => ({
    week: index + 1,
    first_day: `2026-02-0${index + 1}`,
    asked,
    title: "Body scan",
  })),
  versions: [],
  practices,
  ...changes,
});

it("a change says from when on it counts", () => {
  const changed = { ...asked, days: 4 };
  expect(countsWords(view({ now: changed }), null)).toBe(
    "Kept. Today follows it. This week’s days and minutes stay as they were when it began. " +
      "It counts from week 3 on.",
  );
  expect(countsWords(view({ now: changed }), 2)).not.toContain("week 3");
  expect(countsWords(view({}), 5)).toBe("Kept. It counts for week 5, from February 5.");
  expect(countsWords(view({ week: 0 }), null)).toBe("Kept. It counts from today.");
  // After the last week there is no numbered one to name.
  expect(countsWords(view({ week: 9, now: changed }), null)).not.toContain("week 10");
});

it("a form begins with what stands, and not with what another week or a trainer changed", () => {
  const versions = [
    { ...version(1, { days: 5 }), by: "trainer" as const },
    version(2, { days: 4, minutes: 15 }),
    version(3, { week: 5, days: 2 }),
  ];
  expect(lineFor(view({ versions }), null, "coach")).toEqual(line({ days: 4, minutes: 15 }));
  expect(lineFor(view({ versions }), 5, "coach")).toEqual(line({ week: 5, days: 2 }));
  expect(lineFor(view({ versions }), 6, "coach")).toEqual(
    line({ week: 6, days: 4, minutes: 15 }),
  );
  const back = [...versions, version(4, {})];
  expect(lineFor(view({ versions: back }), 5, "coach")).toEqual(line({ week: 5 }));
  expect([versions, back].map((all) => isChanged(view({ versions: all }), "coach"))).toEqual([
    true,
    false,
  ]);
  expect(isChanged(view({ versions: versions.slice(0, 1) }), "coach")).toBe(false);
});

it("each version says when, by whom and what", () => {
  const words = (changes: Partial<PlanLine>) => versionWords(version(1, changes), practices, "coach");
  expect(words({ days: 4, practice: "walk", minutes: 15 })).toEqual({
    when: "January 23, 2026, you",
    what: "From then on: 4 days, Walking, 15 minutes.",
  });
  expect(words({ week: 4, days: 1 }).what).toBe("For week 4: 1 day, the rest as the course has it.");
  expect(words({}).what).toBe("From then on, back to the course’s plan.");
  const first = { ...version(1, { days: 5 }), by: "trainer" as const, made_on: null };
  expect(versionWords(first, practices, "coach").when).toBe("Before you came, your trainer");
  expect(versionWords(first, practices, "trainer").when).toBe("When the cohort was set up");
});

it("minutes fit the practice that was chosen", () => {
  expect(readMinutes(" 20 ", practices[0])).toEqual({ minutes: 20, problem: null });
  expect(readMinutes("", practices[0])).toEqual({ minutes: null, problem: null });
  expect(readMinutes("5", practices[0]).problem).toContain("Body scan takes 10 to 45.");
  for (const nonsense of ["0", "241", "ten", "1.5", "-3"]) {
    expect(readMinutes(nonsense, undefined).problem).toContain("From 1 to 240.");
  }
});
