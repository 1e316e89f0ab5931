import type { LessonCard } from "../../api/bindings/LessonCard";
import type { PracticeCard } from "../../api/bindings/PracticeCard";
import type { Start } from "../../api/bindings/Start";
import { m } from "../../paraglide/messages.js";
import { href, type Route } from "../route";
import { allowed, entries } from "../screens";

/** Somewhere to go, or something to do. */
export interface Place {
  id: string;
  label: string;
  go: Route | (() => void);
}

/** Screens that the rail does not list and that need nothing in their address. */
const BESIDE_THE_RAIL: readonly { route: Route; label: () => string }[] = [
  { route: { view: "invitations" }, label: m.palette_invitations },
  { route: { view: "recordings" }, label: m.palette_recordings },
  { route: { view: "scenarios" }, label: m.palette_scenarios },
  { route: { view: "plan" }, label: m.palette_plan },
  { route: { view: "import" }, label: m.palette_import },
  { route: { view: "own-sit" }, label: m.palette_own_sit },
  { route: { view: "results" }, label: m.palette_results },
  { route: { view: "supervision" }, label: m.palette_supervision },
  { route: { view: "hard" }, label: m.palette_hard },
  { route: { view: "protocol" }, label: m.palette_protocol },
  { route: { view: "measures" }, label: m.palette_measures },
  { route: { view: "safety" }, label: m.palette_safety },
  { route: { view: "words" }, label: m.palette_words },
  { route: { view: "resources" }, label: m.palette_resources },
  { route: { view: "help" }, label: m.palette_help },
  { route: { view: "about" }, label: m.about_title },
];

/** Every screen that somebody may open, as the rail has them and then the others. */
export function screens(start: Start): Place[] {
  const beside = BESIDE_THE_RAIL.filter(({ route }) => allowed(route, start));
  return [...entries(start), ...beside.map(({ route, label }) => ({ route, label: label() }))].map(
    ({ route, label }) => ({ id: href(route), label, go: route }),
  );
}

/** The practices to sit with, this week's first. */
export function sits(practices: readonly PracticeCard[]): Place[] {
  const [now, later] = [true, false].map((week) => practices.filter((one) => one.this_week === week));
  return [...(now ?? []), ...(later ?? [])].map(({ id, title }) => {
    const go: Route = { view: "sit", practice: id };
    return { id: href(go), label: m.palette_sit({ title }), go };
  });
}

/** The lessons, in the order of the course. */
export function lessons(cards: readonly LessonCard[]): Place[] {
  return cards.map(({ part, title }) => {
    const go: Route = { view: "lesson", part };
    return { id: href(go), label: m.palette_lesson({ title }), go };
  });
}

/** The places that have all these words, those that begin with them first. */
export function fitting(places: readonly Place[], words: string): Place[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const fit = places.filter((place) => wanted.every((word) => plain(place.label).includes(word)));
  const begins = (place: Place) => plain(place.label).startsWith(wanted[0] ?? "");
  return [...fit.filter(begins), ...fit.filter((place) => !begins(place))];
}

/** Without capitals and accents, as people type. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .trim();
}
