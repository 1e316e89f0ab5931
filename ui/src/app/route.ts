/** Where somebody is, as a value. The hash in the address says the same, so a reload stays put. */
export type Route =
  | { view: "today" }
  | { view: "course" }
  | { view: "lesson"; part: string; section?: string }
  /** Choosing a sit: which practice, and then how. */
  | { view: "sit"; practice?: string }
  /** The sit under way or just over: no rail. */
  | { view: "sitting" }
  | { view: "practice" }
  | { view: "questionnaires" }
  /** Answering one questionnaire: no rail. */
  | { view: "questionnaire"; wave: string; instrument: string }
  | { view: "sharing" }
  | { view: "cohort" }
  | { view: "study" }
  | { view: "help" };

export type View = Route["view"];

const PLAIN = [
  "today",
  "course",
  "sit",
  "sitting",
  "practice",
  "questionnaires",
  "sharing",
  "cohort",
  "study",
  "help",
] as const;

/** The address of a route: `#/today`, `#/lesson/week-1`, `#/questionnaire/baseline/checkin`. */
export function href(route: Route): string {
  const parts: string[] = [route.view];
  if (route.view === "lesson") {
    parts.push(route.part);
    if (route.section) parts.push(route.section);
  }
  if (route.view === "sit" && route.practice) parts.push(route.practice);
  if (route.view === "questionnaire") parts.push(route.wave, route.instrument);
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** Reads an address; null for anything that is none. */
export function parse(hash: string): Route | null {
  if (!hash.startsWith("#/")) return null;
  const [view, ...rest] = hash.slice(2).split("/").map(decode);
  const [first, second] = rest;
  if (view === "lesson" && first) {
    return second
      ? { view: "lesson", part: first, section: second }
      : { view: "lesson", part: first };
  }
  if (view === "sit" && first) return { view: "sit", practice: first };
  if (view === "questionnaire" && first && second) {
    return { view: "questionnaire", wave: first, instrument: second };
  }
  const plain = PLAIN.find((name) => name === view);
  return plain ? { view: plain } : null;
}

/** Equal for two routes that show the same screen; a section is a place within one. */
export function screenKey(route: Route): string {
  return route.view === "lesson" ? href({ view: "lesson", part: route.part }) : href(route);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
