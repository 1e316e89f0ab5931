import type { Found } from "../../api/bindings/Found";
import type { Target } from "../../api/bindings/Target";
import type { Route } from "../../app/route";
import { m } from "../../paraglide/messages.js";

/** Results of one kind, the best first. */
export interface Group {
  kind: Target["kind"];
  title: string;
  results: { found: Found; route: Route }[];
}

const TITLES: Record<Target["kind"], string> = {
  lesson: m.search_lessons(),
  card: m.search_cards(),
  class: m.search_classes(),
  exercise: m.search_exercises(),
  practice: m.search_practices(),
  scenario: m.search_scenarios(),
  term: m.search_terms(),
  help: m.search_help(),
  resource: m.search_resources(),
};

/** The screen that a result leads to. */
export function routeOf(target: Target): Route {
  switch (target.kind) {
    case "lesson":
      return { view: "lesson", part: target.part, section: target.section };
    case "card":
      return { view: "card", part: target.part };
    case "class":
      return { view: "class", part: target.part };
    case "exercise":
      return { view: "exercise", exercise: target.id };
    case "practice":
      return { view: "sit", practice: target.id };
    case "scenario":
      return { view: "scenarios", scenario: target.id };
    case "term":
      return { view: "words", term: target.id };
    case "help":
      return { view: "help" };
    case "resource":
      return { view: "resources", resource: target.id };
  }
}

/**
 * Results by kind: the kind of the best result first. What `open` says is closed to the person is
 * left out, such as the exercises for somebody who teaches.
 */
export function grouped(found: readonly Found[], open: (route: Route) => boolean): Group[] {
  const groups = new Map<Target["kind"], Group>();
  for (const one of found) {
    const route = routeOf(one.target);
    if (!open(route)) continue;
    const { kind } = one.target;
    const group = groups.get(kind) ?? { kind, title: TITLES[kind], results: [] };
    group.results.push({ found: one, route });
    groups.set(kind, group);
  }
  return [...groups.values()];
}
