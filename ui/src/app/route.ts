/** Where somebody is, as a value. The hash in the address says the same, so a reload stays put. */
export type Route =
  | { view: "today" }
  | { view: "course" }
  | { view: "lesson"; part: string; section?: string }
  /** The page of a lesson that is printed and carried along. */
  | { view: "card"; part: string }
  /** Looking for words in everything; with the words, so that the way back finds them again. */
  | { view: "search"; words?: string }
  | { view: "scenarios"; scenario?: string }
  /** The glossary. */
  | { view: "words"; term?: string }
  | { view: "resources"; resource?: string }
  /** The notebook: every exercise. */
  | { view: "journal" }
  /** Writing one exercise. */
  | { view: "exercise"; exercise: string }
  /** Choosing a sit: which practice, and then how. */
  | { view: "sit"; practice?: string }
  /** The sit under way or just over: no rail. */
  | { view: "sitting" }
  /** Putting a sit together: a new one, or changing one that is there. */
  | { view: "own-sit"; sit?: string }
  | { view: "practice" }
  /** What is asked of the weeks, and what somebody makes of it. */
  | { view: "plan" }
  /** Sits from another program. */
  | { view: "import" }
  | { view: "questionnaires" }
  /** One's own results over the waves. */
  | { view: "results" }
  /** Answering one questionnaire: no rail. */
  | { view: "questionnaire"; wave: string; instrument: string }
  | { view: "sharing" }
  /** What is one's own to set and to take along. */
  | { view: "you" }
  /** What opens one's ledger, when it locks, and its backups. */
  | { view: "safety" }
  /** What to bring to supervision, and the time it took. */
  | { view: "supervision" }
  /** After a hard experience: what to do now, and whom to call; with the sit it came with. */
  | { view: "hard"; day?: string; practice?: string }
  | { view: "cohort" }
  /** The roster: invitations, and who waits for an arm. */
  | { view: "invitations" }
  /** Texts that the trainer sends from their own mail program. */
  | { view: "messages" }
  /** The trainer's plans, and one of them. */
  | { view: "classes" }
  | { view: "class"; part: string; place?: string }
  /** A class on the projector: its step, the time left, a bell. No rail, no names. */
  | { view: "class-mode"; part: string }
  /** The trainer's register of hard experiences. */
  | { view: "register" }
  /** What the trainer recorded: every practice, or one of them. */
  | { view: "recordings"; practice?: string }
  /** What would help a coach come: before the course, for the trainer. */
  | { view: "needs" }
  /** What the course was like: at its end, for the trainer. */
  | { view: "feedback" }
  /** The reports: all of a cohort, or one page for a funder. */
  | { view: "reports"; report?: string }
  /** What the class needs. */
  | { view: "arranging" }
  /** What coaches said about the course, in totals. */
  | { view: "said" }
  /** The agency’s monthly counts. */
  | { view: "counts" }
  /** Everybody's hours, and certificates. */
  | { view: "hours" }
  /** A coach's own hours. */
  | { view: "own-hours" }
  /** Checking a certificate, by anybody. */
  | { view: "certificate" }
  | { view: "study" }
  /** What came of the study: everything, or one scale. */
  | { view: "analysis"; instrument?: string; scale?: string }
  /** What leaves for other programs. */
  | { view: "export" }
  /** The questionnaires a study can ask, and one of them with its wording. */
  | { view: "measures"; instrument?: string }
  /** The study's protocol. */
  | { view: "protocol" }
  | { view: "help" }
  /** What this program is, and whose work is in it. */
  | { view: "about" }
  /** Every part of the kit, in builds for development. */
  | { view: "kit" };

export type View = Route["view"];

/** In place of a lesson's section: where the reader was. No section has it for an id. */
export const WHERE_I_WAS = "-";

/**
 * What follows the name in an address, in order. A key with a question mark may be missing; without
 * one, there is no such screen without it.
 */
const KEYS = {
  today: [],
  course: [],
  lesson: ["part", "section?"],
  card: ["part"],
  search: ["words?"],
  scenarios: ["scenario?"],
  words: ["term?"],
  resources: ["resource?"],
  journal: [],
  exercise: ["exercise"],
  sit: ["practice?"],
  sitting: [],
  "own-sit": ["sit?"],
  practice: [],
  plan: [],
  import: [],
  questionnaires: [],
  results: [],
  questionnaire: ["wave", "instrument"],
  sharing: [],
  you: [],
  safety: [],
  supervision: [],
  hard: ["day?", "practice?"],
  cohort: [],
  invitations: [],
  messages: [],
  classes: [],
  class: ["part", "place?"],
  "class-mode": ["part"],
  register: [],
  recordings: ["practice?"],
  needs: [],
  feedback: [],
  reports: ["report?"],
  arranging: [],
  said: [],
  counts: [],
  hours: [],
  "own-hours": [],
  certificate: [],
  study: [],
  analysis: ["instrument?", "scale?"],
  export: [],
  measures: ["instrument?"],
  protocol: [],
  help: [],
  about: [],
  kit: [],
} as const satisfies Record<View, readonly string[]>;

/** The address of a route: `#/today`, `#/lesson/week-1`, `#/questionnaire/baseline/checkin`. */
export function href(route: Route): string {
  const values = route as Record<string, string | undefined>;
  const rest = KEYS[route.view].map((key) => values[name(key)]).filter((value) => value);
  return `#/${[route.view, ...rest].map((part) => encodeURIComponent(part ?? "")).join("/")}`;
}

/** Reads an address; null for anything that is none. */
export function parse(hash: string): Route | null {
  if (!hash.startsWith("#/")) return null;
  const [view = "", ...rest] = hash.slice(2).split("/").map(decode);
  if (!isView(view)) return null;
  const route: Record<string, string> = { view };
  for (const [index, key] of KEYS[view].entries()) {
    const value = rest[index];
    if (value) route[name(key)] = value;
    else if (!key.endsWith("?")) return null;
  }
  return route as Route;
}

/**
 * Equal for two routes that show the same screen: what may be missing from an address is a place
 * within one. Only another practice, or another sit put together, is another screen.
 */
export function screenKey(route: Route): string {
  if (["sit", "own-sit", "recordings", "measures"].includes(route.view)) return href(route);
  const places = KEYS[route.view].filter((key) => key.endsWith("?")).map(name);
  const screen = Object.entries(route).filter(([key]) => !places.includes(key));
  return href(Object.fromEntries(screen) as Route);
}

function isView(text: string): text is View {
  if (text === "kit" && !import.meta.env.VITE_KIT) return false;
  return Object.hasOwn(KEYS, text);
}

function name(key: string): string {
  return key.replace("?", "");
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
