import { expect, it } from "vitest";
import type { CoachHours } from "../../api/bindings/CoachHours";
import type { HoursLine } from "../../api/bindings/HoursLine";
import type { HoursView } from "../../api/bindings/HoursView";
import { beyondWords, columns, missing, partWords, short, stillWords, writesWords } from "./words";

function line(change: Partial<HoursLine>): HoursLine {
  return {
    kind: "course",
    known: true,
    minutes: 0,
    reported_minutes: 0,
    beyond_minutes: 0,
    least_minutes: 0,
    missing_minutes: 0,
    ...change,
  };
}

function coach(...missing_minutes: number[]): CoachHours {
  const kinds = ["course", "practice"] as const;
  const lines = missing_minutes.map((minutes, at) =>
    line({ kind: kinds[at] ?? "training", missing_minutes: minutes }),
  );
  const met = missing_minutes.every((minutes) => minutes === 0);
  return {
    code: "7KQM-2X9T",
    name: "Renee S.",
    paper_name: "Renee S.",
    hours: { lines, met, classes: 0 },
    training: [],
    certificates: [],
  };
}

const view = (today: string) => ({ today, last_class: "2026-03-05" }) as HoursView;

it("hours are short where space is, and none is a dash", () => {
  expect([0, 45, 60, 450].map(short)).toEqual(["–", "45 min", "1 h", "7 h 30 min"]);
});

it("what is missing is said kind by kind, and nothing where nothing is", () => {
  expect(missing(coach(150, 60).hours)).toBe("2 hours 30 minutes of classes and 1 hour of home practice");
  expect(missing(coach(0, 0).hours)).toBe("");
  expect(stillWords(coach(150, 0), view("2026-03-12"))).toBe("2 hours 30 minutes of classes.");
});

it("with nothing missing before the last class, the day of it is named", () => {
  expect(stillWords(coach(0, 0), view("2026-03-04"))).toContain("March 5, 2026");
  expect(stillWords(coach(0, 0), view("2026-03-05"))).toBe("Nothing.");
});

it("measured and entered minutes stand apart", () => {
  const practice = line({ kind: "practice", minutes: 550, reported_minutes: 70 });
  expect(partWords(practice)).toBe("8 h measured, 1 h 10 min entered");
  expect(partWords(line({ kind: "practice", minutes: 60 }))).toBe("1 h measured");
  expect(partWords(line({ kind: "course", minutes: 550 }))).toBe("");
});

it("the table has a column for measured practice and one for entered", () => {
  const rule = { kinds: (["course", "practice", "ethics"] as const).map((kind) => ({ kind })) };
  const shown = columns(rule as Parameters<typeof columns>[0]);
  expect(shown.map(({ title }) => title)).toEqual(["Classes", "Practice, measured", "Practice, entered"]);
  const one = coach(0);
  one.hours.lines.push(line({ kind: "practice", minutes: 550, reported_minutes: 70 }));
  expect(shown.map(({ minutes }) => minutes(one))).toEqual([0, 480, 70]);
});

it("practice beyond the rule is told with the rule", () => {
  const rule = { practice: { measured: true, reported: true, most_minutes_a_week: 420 } };
  const over = line({ kind: "practice", minutes: 420, beyond_minutes: 30 });
  expect(beyondWords(over, rule as Parameters<typeof beyondWords>[1])).toBe(
    "30 minutes more were practiced: the rule counts up to 7 hours a week.",
  );
});

it("who has all hours gets a certificate from the last class on, everybody else a statement", () => {
  const chosen = [coach(0, 0), coach(0, 0), coach(1, 0)];
  expect(writesWords(chosen, view("2026-03-05"))).toBe(
    "2 certificates of completion and 1 statement of attendance",
  );
  expect(writesWords(chosen, view("2026-03-04"))).toBe("3 statements of attendance");
});
