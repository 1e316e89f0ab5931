import { expect, it } from "vitest";
import type { Role } from "../api/bindings/Role";
import type { Start } from "../api/bindings/Start";
import { allowed, entries, home } from "./screens";

function start(role: Role, takes_course = true): Start {
  return {
    people: [],
    open: { id: "x", name: "Renee", role, locked: true, keychain: false, wait_seconds: 0, sample: false },
    takes_course,
    version: "0.1.0",
    outbox: "/out",
    data_dir: "/data",
    help: {
      help: {
        format_version: 1,
        country: "US",
        lines: [],
        strong_reaction: { title: "", text: [] },
        grounding: { title: "", steps: [] },
      },
      supervisor: null,
    },
  };
}

const rail = (of: Start) => entries(of).map((entry) => entry.label);

it("a coach’s rail holds the course, the log and what others see", () => {
  expect(rail(start("coach"))).toEqual([
    "Today",
    "Course",
    "Sit",
    "Practice log",
    "Questionnaires",
    "What others see",
  ]);
});

it("the comparison arm sees no course and no practice", () => {
  const comparison = start("coach", false);
  expect(rail(comparison)).toEqual(["Today", "Questionnaires", "What others see"]);
  expect(allowed({ view: "lesson", part: "week-1" }, comparison)).toBe(false);
  expect(allowed({ view: "sitting" }, comparison)).toBe(false);
});

it("a trainer and a researcher see their own screen and help, and no coach’s", () => {
  expect(rail(start("trainer"))).toEqual(["Cohort"]);
  expect(rail(start("researcher"))).toEqual(["Study"]);
  for (const role of ["trainer", "researcher"] as const) {
    expect(allowed(home(role), start(role))).toBe(true);
    expect(allowed({ view: "help" }, start(role))).toBe(true);
    expect(allowed({ view: "today" }, start(role))).toBe(false);
  }
});
