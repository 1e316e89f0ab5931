import type { Component } from "svelte";
import type { Role } from "../api/bindings/Role";
import type { Start } from "../api/bindings/Start";
import { parse, type Route, type View } from "./route";

/** One screen: whose it is, whether it stands beside the rail, and where its code lies. */
interface Screen<R extends Route> {
  /** Its name in the rail; none when the rail does not list it. */
  nav?: string;
  /** Who may open it. */
  roles: readonly Role[];
  /** For a coach only with the course; the comparison arm has it later. */
  course?: true;
  /** Without the rail: one thing to do, and help at the top. */
  task?: true;
  /** Open at the door as well, before anybody is here. */
  door?: true;
  /** The rail entry that stays marked while it shows. */
  under?: View;
  /** Its code. A view that needs nothing from its address takes no route. */
  load: () => Promise<{ default: Component<{ route: R }> | Component<Record<string, never>> }>;
}

const COACH = ["coach"] as const;
const READERS = ["coach", "trainer"] as const;
const ANYBODY = ["coach", "trainer", "researcher"] as const;

/** Every screen, in the order of the rail. Each is a piece of code of its own, fetched when opened. */
export const SCREENS: { [V in View]: Screen<Extract<Route, { view: V }>> } = {
  today: { nav: "Today", roles: COACH, load: () => import("../views/today/Today.svelte") },
  cohort: { nav: "Cohort", roles: ["trainer"], load: () => import("../views/cohort/Cohort.svelte") },
  invitations: {
    roles: ["trainer"],
    under: "cohort",
    load: () => import("../views/invitations/Invitations.svelte"),
  },
  classes: {
    nav: "Classes",
    roles: ["trainer"],
    load: () => import("../views/class/Classes.svelte"),
  },
  class: {
    roles: ["trainer"],
    under: "classes",
    load: () => import("../views/class/Class.svelte"),
  },
  hours: { nav: "Hours", roles: ["trainer"], load: () => import("../views/hours/Hours.svelte") },
  recordings: {
    roles: ["trainer"],
    under: "classes",
    load: () => import("../views/recordings/Recordings.svelte"),
  },
  course: {
    nav: "Course",
    roles: READERS,
    course: true,
    load: () => import("../views/course/Course.svelte"),
  },
  lesson: {
    roles: READERS,
    course: true,
    under: "course",
    load: () => import("../views/course/Lesson.svelte"),
  },
  card: {
    roles: READERS,
    course: true,
    under: "course",
    load: () => import("../views/course/Card.svelte"),
  },
  search: {
    roles: READERS,
    course: true,
    under: "course",
    load: () => import("../views/search/Search.svelte"),
  },
  scenarios: {
    roles: READERS,
    course: true,
    under: "course",
    load: () => import("../views/scenarios/Scenarios.svelte"),
  },
  sit: { nav: "Sit", roles: COACH, course: true, load: () => import("../views/sit/Sit.svelte") },
  sitting: {
    roles: COACH,
    course: true,
    task: true,
    load: () => import("../views/sit/Sitting.svelte"),
  },
  "own-sit": {
    roles: COACH,
    course: true,
    under: "sit",
    load: () => import("../views/sit/OwnSit.svelte"),
  },
  practice: {
    nav: "Practice log",
    roles: COACH,
    course: true,
    load: () => import("../views/practice/Practice.svelte"),
  },
  plan: {
    roles: COACH,
    course: true,
    under: "practice",
    load: () => import("../views/plan/Plan.svelte"),
  },
  import: {
    roles: COACH,
    course: true,
    under: "practice",
    load: () => import("../views/import/Import.svelte"),
  },
  journal: {
    nav: "Notebook",
    roles: COACH,
    course: true,
    load: () => import("../views/journal/Journal.svelte"),
  },
  exercise: {
    roles: COACH,
    course: true,
    under: "journal",
    load: () => import("../views/journal/Exercise.svelte"),
  },
  questionnaires: {
    nav: "Questionnaires",
    roles: COACH,
    load: () => import("../views/questionnaire/Questionnaires.svelte"),
  },
  results: {
    roles: COACH,
    under: "questionnaires",
    load: () => import("../views/results/Results.svelte"),
  },
  questionnaire: {
    roles: COACH,
    task: true,
    load: () => import("../views/questionnaire/Questionnaire.svelte"),
  },
  sharing: {
    nav: "What others see",
    roles: COACH,
    load: () => import("../views/sharing/Sharing.svelte"),
  },
  you: { nav: "You", roles: COACH, load: () => import("../views/you/You.svelte") },
  safety: { roles: ANYBODY, under: "you", load: () => import("../views/safety/Safety.svelte") },
  supervision: {
    roles: COACH,
    course: true,
    under: "you",
    load: () => import("../views/supervision/Supervision.svelte"),
  },
  "own-hours": {
    roles: COACH,
    course: true,
    under: "you",
    load: () => import("../views/hours/OwnHours.svelte"),
  },
  hard: { roles: COACH, under: "you", load: () => import("../views/hard/Hard.svelte") },
  study: { nav: "Study", roles: ["researcher"], load: () => import("../views/study/Study.svelte") },
  analysis: {
    nav: "Figures",
    roles: ["researcher"],
    load: () => import("../views/analysis/Analysis.svelte"),
  },
  measures: {
    roles: ["researcher"],
    under: "study",
    load: () => import("../views/measures/Measures.svelte"),
  },
  protocol: {
    roles: ["researcher"],
    under: "study",
    load: () => import("../views/protocol/Protocol.svelte"),
  },
  help: { roles: ANYBODY, door: true, load: () => import("../views/help/Help.svelte") },
  certificate: {
    roles: ANYBODY,
    door: true,
    under: "help",
    load: () => import("../views/certificate/Certificate.svelte"),
  },
  words: {
    roles: ANYBODY,
    door: true,
    under: "course",
    load: () => import("../views/help/Words.svelte"),
  },
  resources: {
    roles: ANYBODY,
    door: true,
    under: "help",
    load: () => import("../views/help/Resources.svelte"),
  },
};

/** The screen somebody sees first. */
export function home(role: Role): Route {
  if (role === "trainer") return { view: "cohort" };
  if (role === "researcher") return { view: "study" };
  return { view: "today" };
}

/** Whether this screen is for the person who is here. */
export function allowed(route: Route, start: Start): boolean {
  const screen = SCREENS[route.view];
  if (!start.open) return false;
  if (screen.course && start.open.role === "coach" && !start.takes_course) return false;
  return screen.roles.includes(start.open.role);
}

/** The rail's entries for the person who is here. */
export function entries(start: Start): { view: View; route: Route; label: string }[] {
  return (Object.keys(SCREENS) as View[]).flatMap((view) => {
    const label = SCREENS[view].nav;
    // What the rail lists needs nothing in its address.
    const route = parse(`#/${view}`);
    return label && route && allowed(route, start) ? [{ view, route, label }] : [];
  });
}
