/** What is on its way, in words. */
import type { SentHandIn } from "../../api/bindings/SentHandIn";
import type { Sharing } from "../../api/bindings/Sharing";
import { m } from "../../paraglide/messages.js";

/** "3 entries are waiting to go out.", or `none` when there are none. */
export function waitingWords(waiting: number, none: string): string {
  if (waiting === 0) return none;
  return m.sharing_waiting({ count: waiting });
}

/** How far what belongs to a day has come. */
export type State = "to-send" | "sent" | "received";

/** A day with everything that waits from it or went out on it. */
export interface Day {
  day: string;
  state: State;
  /** A sentence for each hand-in, and one for what waits. */
  lines: string[];
}

/** The days of what waits, went out and came back, the latest first. */
export function byDay(view: Sharing): Day[] {
  const days = new Map<string, { waiting: number; sent: SentHandIn[] }>();
  const at = (day: string) => {
    const found = days.get(day) ?? { waiting: 0, sent: [] };
    days.set(day, found);
    return found;
  };
  for (const fact of [...view.trainer_sees, ...view.study_sees]) {
    if (!fact.sent) at(fact.day).waiting += 1;
  }
  for (const sent of view.sent) at(sent.day).sent.push(sent);
  return [...days.entries()]
    .sort(([one], [other]) => other.localeCompare(one))
    .map(([day, { waiting, sent }]) => ({
      day,
      state: stateOf(waiting, sent),
      lines: [
        ...sent.map((one) => sentWords(one, view.trainer)),
        ...(waiting > 0 ? [waitingWords(waiting, "")] : []),
      ],
    }));
}

function stateOf(waiting: number, sent: readonly SentHandIn[]): State {
  if (waiting > 0) return "to-send";
  return sent.every((one) => one.received_on !== null) ? "received" : "sent";
}

/** A state as a chip says it. */
export function stateWords(state: State): string {
  if (state === "to-send") return m.sharing_state_to_send();
  return state === "sent" ? m.sharing_state_sent() : m.sharing_state_received();
}

/** "To Joan, number 4, with 6 entries." */
export function sentWords(sent: SentHandIn, trainer: string | null): string {
  const inputs = { number: sent.sequence, count: sent.facts };
  if (sent.channel !== "progress") {
    return sent.by_hand ? m.sharing_sent_study_file(inputs) : m.sharing_sent_study(inputs);
  }
  const to = { ...inputs, trainer: trainer ?? m.sharing_your_trainer() };
  return sent.by_hand ? m.sharing_sent_trainer_file(to) : m.sharing_sent_trainer(to);
}

/** What was saved as files. */
export function savedWords(files: readonly string[]): string {
  if (files.length === 0) return m.sharing_save_none();
  return m.sharing_saved({ count: files.length });
}

/** JSON set so that a person can read it; as it stands where it is none. */
export function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
