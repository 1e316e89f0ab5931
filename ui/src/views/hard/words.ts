import type { HardLine } from "../../api/bindings/HardLine";
import type { HowHard } from "../../api/bindings/HowHard";
import { shortDay } from "../../kit/dates";
import { m } from "../../paraglide/messages.js";

/** The three things that can be said of it. Unpleasant is not the same as harmful. */
export const HOW: readonly { key: keyof HowHard; label: string }[] = [
  { key: "unpleasant", label: m.hard_unpleasant() },
  { key: "affected_day", label: m.hard_affected_day() },
  { key: "lasted", label: m.hard_lasted() },
];

/** Before anything is ticked. */
export const NOTHING: Readonly<HowHard> = { unpleasant: false, affected_day: false, lasted: false };

/** How one was, as its line says it: "It was unpleasant. It lasted past the day. With: Body scan." */
export function howWords(line: HardLine): string {
  const said = HOW.filter((each) => line.how[each.key]);
  return [
    ...said.map((each) => m.hard_said({ how: each.label })),
    ...(line.practice ? [m.hard_with({ practice: line.practice })] : []),
  ].join(" ");
}

/** What is said once it is noted; with the trainer's name where they hear of it. */
export function notedWords(day: string, told: string | null): string {
  const hears = told ? [m.hard_noted_hears({ trainer: told })] : [];
  return [m.hard_noted({ day: shortDay(day) }), ...hears, m.hard_noted_here()].join(" ");
}
