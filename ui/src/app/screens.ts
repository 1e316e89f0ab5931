import type { Component } from "svelte";
import type { Role } from "../api/bindings/Role";
import type { Start } from "../api/bindings/Start";
import { m } from "../paraglide/messages.js";
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
  today: {
    nav: m.app_nav_today(),
    roles: COACH,
    load: () => import("../views/today/Today.svelte"),
  },
  cohort: {
    nav: m.app_nav_cohort(),
    roles: ["trainer"],
    load: () => import("../views/cohort/Cohort.svelte"),
  },
  invitations: {
    roles: ["trainer"],
    under: "cohort",
    load: () => import("../views/invitations/Invitations.svelte"),
  },
  messages: {
    roles: ["trainer"],
    under: "cohort",
    load: () => import("../views/messages/Messages.svelte"),
  },
  classes: {
    nav: m.app_nav_classes(),
    roles: ["trainer"],
    load: () => import("../views/class/Classes.svelte"),
  },
  class: {
    roles: ["trainer"],
    under: "classes",
    load: () => import("../views/class/Class.svelte"),
  },
  "class-mode": {
    roles: ["trainer"],
    task: true,
    load: () => import("../views/class-mode/ClassMode.svelte"),
  },
  register: {
    roles: ["trainer"],
    under: "classes",
    load: () => import("../views/register/Register.svelte"),
  },
  hours: {
    nav: m.app_nav_hours(),
    roles: ["trainer"],
    load: () => import("../views/hours/Hours.svelte"),
  },
  recordings: {
    roles: ["trainer"],
    under: "classes",
    load: () => import("../views/recordings/Recordings.svelte"),
  },
  course: {
    nav: m.app_nav_course(),
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
  sit: {
    nav: m.app_nav_sit(),
    roles: COACH,
    course: true,
    load: () => import("../views/sit/Sit.svelte"),
  },
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
    nav: m.app_nav_practice(),
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
    nav: m.app_nav_journal(),
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
    nav: m.app_nav_questionnaires(),
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
    nav: m.app_nav_sharing(),
    roles: COACH,
    load: () => import("../views/sharing/Sharing.svelte"),
  },
  you: { nav: m.app_nav_you(), roles: COACH, load: () => import("../views/you/You.svelte") },
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
  needs: { roles: COACH, under: "sharing", load: () => import("../views/asked/Needs.svelte") },
  feedback: {
    roles: COACH,
    under: "sharing",
    load: () => import("../views/asked/Feedback.svelte"),
  },
  reports: {
    nav: m.app_nav_reports(),
    roles: ["trainer"],
    load: () => import("../views/reports/Reports.svelte"),
  },
  arranging: {
    roles: ["trainer"],
    under: "reports",
    load: () => import("../views/reports/Arranging.svelte"),
  },
  said: { roles: ["trainer"], under: "reports", load: () => import("../views/reports/Said.svelte") },
  counts: {
    roles: ["trainer"],
    under: "reports",
    load: () => import("../views/reports/Counts.svelte"),
  },
  study: {
    nav: m.app_nav_study(),
    roles: ["researcher"],
    load: () => import("../views/study/Study.svelte"),
  },
  analysis: {
    nav: m.app_nav_analysis(),
    roles: ["researcher"],
    load: () => import("../views/analysis/Analysis.svelte"),
  },
  export: {
    nav: m.app_nav_export(),
    roles: ["researcher"],
    load: () => import("../views/export/Export.svelte"),
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
  about: {
    roles: ANYBODY,
    door: true,
    under: "you",
    load: () => import("../views/about/About.svelte"),
  },
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
  kit: {
    roles: ANYBODY,
    door: true,
    load: () =>
      import.meta.env.VITE_KIT ? import("../views/kit/Kit.svelte") : Promise.reject(new Error("kit")),
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
