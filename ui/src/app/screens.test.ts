import { expect, it } from "vitest";
import type { Role } from "../api/bindings/Role";
import type { Start } from "../api/bindings/Start";
import { allowed, entries, home } from "./screens";

function start(role: Role, takes_course = true): Start {
  return {
    people: [],
    open: { id: "x", name: "Renee", role, locked: true, keychain: false, wait_seconds: 0, damaged: false, sample: false },
    takes_course,
    version: "0.1.0",
    outbox: "/out",
    data_dir: "/data",
    agency: null,
    help: {
      help: {
        format_version: 1,
        country: "US",
        lines: [],
        strong_reaction: { title: "", text: [] },
        grounding: { title: "", steps: [] },
      },
      stale: [],
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
    "Notebook",
    "Questionnaires",
    "What others see",
    "You",
  ]);
});

it("the comparison arm sees no course and no practice", () => {
  const comparison = start("coach", false);
  expect(rail(comparison)).toEqual(["Today", "Questionnaires", "What others see", "You"]);
  expect(allowed({ view: "lesson", part: "week-1" }, comparison)).toBe(false);
  expect(allowed({ view: "sitting" }, comparison)).toBe(false);
  expect(allowed({ view: "own-sit" }, comparison)).toBe(false);
  expect(allowed({ view: "supervision" }, comparison)).toBe(false);
  // Something can be hard for anybody.
  expect(allowed({ view: "hard" }, comparison)).toBe(true);
});

it("a trainer teaches and reads, a researcher studies, and neither sees a coach’s pages", () => {
  expect(rail(start("trainer", false))).toEqual([
    "Cohort",
    "Classes",
    "Hours",
    "Course",
    "Reports",
  ]);
  expect(rail(start("researcher", false))).toEqual(["Study", "Figures", "Export"]);
  for (const role of ["trainer", "researcher"] as const) {
    expect(allowed(home(role), start(role))).toBe(true);
    expect(allowed({ view: "help" }, start(role))).toBe(true);
    expect(allowed({ view: "today" }, start(role))).toBe(false);
    expect(allowed({ view: "analysis" }, start(role))).toBe(role === "researcher");
    expect(allowed({ view: "journal" }, start(role))).toBe(false);
    expect(allowed({ view: "exercise", exercise: "letter" }, start(role))).toBe(false);
  }
});

it("class plans are the trainer’s, lessons and scenarios everybody’s who takes or teaches", () => {
  for (const view of ["scenarios", "search", "course"] as const) {
    expect(allowed({ view }, start("coach"))).toBe(true);
    expect(allowed({ view }, start("trainer", false))).toBe(true);
    expect(allowed({ view }, start("researcher", false))).toBe(false);
  }
  expect(allowed({ view: "class", part: "week-1" }, start("trainer"))).toBe(true);
  expect(allowed({ view: "class", part: "week-1" }, start("coach"))).toBe(false);
  for (const role of ["coach", "researcher"] as const) {
    expect(allowed({ view: "class-mode", part: "week-1" }, start(role))).toBe(false);
    expect(allowed({ view: "register" }, start(role))).toBe(false);
  }
  expect(allowed({ view: "register" }, start("trainer"))).toBe(true);
  expect(allowed({ view: "recordings" }, start("trainer"))).toBe(true);
  expect(allowed({ view: "recordings" }, start("coach"))).toBe(false);
});

it("words and resources are for anybody, the comparison arm too", () => {
  for (const view of ["words", "resources", "help"] as const) {
    expect(allowed({ view }, start("coach", false))).toBe(true);
    expect(allowed({ view }, start("researcher", false))).toBe(true);
  }
});
