import type { CoachRole } from "../../api/bindings/CoachRole";
import type { Scenario } from "../../api/bindings/Scenario";
import { list } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

/** The deck in the reader's order: what is told for their own roles first. */
export function ordered(scenarios: readonly Scenario[], own: readonly string[]): Scenario[] {
  const theirs = (scenario: Scenario) => scenario.roles.some((role) => own.includes(role));
  return [...scenarios.filter(theirs), ...scenarios.filter((scenario) => !theirs(scenario))];
}

/** Those that take place there; all of them without a place. */
export function at(scenarios: readonly Scenario[], place: string): Scenario[] {
  return scenarios.filter((scenario) => place === "" || scenario.place === place);
}

/** The same cards in an order of chance. `chance` gives numbers from 0 up to 1. */
export function shuffled<T>(cards: readonly T[], chance: () => number = Math.random): T[] {
  const deck = [...cards];
  for (let from = deck.length - 1; from > 0; from -= 1) {
    const to = Math.floor(chance() * (from + 1));
    [deck[from], deck[to]] = [deck[to] as T, deck[from] as T];
  }
  return deck;
}

/** Whether a life may be in danger in it: it names a number to call. Then nothing waits for a click. */
export function urgent({ might, notice, tell, step_back }: Scenario): boolean {
  return /\b(911|988)\b/.test([...might, notice, tell, step_back].join(" "));
}

/** "Told for sober escort"; nothing where it is anybody's. */
export function toldFor(scenario: Scenario, roles: readonly CoachRole[]): string {
  const titles = scenario.roles.map((id) => {
    const title = roles.find((role) => role.id === id)?.title ?? id;
    return title.charAt(0).toLowerCase() + title.slice(1);
  });
  return titles.length > 0 ? m.scenarios_told({ roles: list(titles) }) : "";
}
