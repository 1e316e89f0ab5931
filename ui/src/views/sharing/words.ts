/** What is on its way, in words. */
import type { SentHandIn } from "../../api/bindings/SentHandIn";
import { plural } from "../../kit/words";

/** "3 entries are waiting to go out.", or `none` when there are none. */
export function waitingWords(waiting: number, none: string): string {
  if (waiting === 0) return none;
  return `${plural(waiting, "entry", "entries")} ${waiting === 1 ? "is" : "are"} waiting to go out.`;
}

/** "To Joan, number 4, with 6 entries." */
export function sentWords(sent: SentHandIn, trainer: string | null): string {
  const whom = sent.channel === "progress" ? (trainer ?? "your trainer") : "the study";
  return `To ${whom}, number ${sent.sequence}, with ${plural(sent.facts, "entry", "entries")}.`;
}

/** JSON set so that a person can read it; as it stands where it is none. */
export function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
