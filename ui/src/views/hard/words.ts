import type { HardLine } from "../../api/bindings/HardLine";
import type { HowHard } from "../../api/bindings/HowHard";
import { shortDay } from "../../kit/dates";

/** The three things that can be said of it. Unpleasant is not the same as harmful. */
export const HOW: readonly { key: keyof HowHard; label: string }[] = [
  { key: "unpleasant", label: "It was unpleasant" },
  { key: "affected_day", label: "It got in the way of my day" },
  { key: "lasted", label: "It lasted past the day" },
];

/** Before anything is ticked. */
export const NOTHING: Readonly<HowHard> = { unpleasant: false, affected_day: false, lasted: false };

/** How one was, as its line says it: "It was unpleasant. It lasted past the day. With: Body scan." */
export function howWords(line: HardLine): string {
  const said = HOW.filter((each) => line.how[each.key]).map((each) => `${each.label}.`);
  return [...said, ...(line.practice ? [`With: ${line.practice}.`] : [])].join(" ");
}

/** What is said once it is noted; with the trainer's name where they hear of it. */
export function notedWords(day: string, told: string | null): string {
  const hears = told ? ` ${told} hears that it happened and how it was.` : "";
  return `Noted for ${shortDay(day)}.${hears} Your words stay here.`;
}
