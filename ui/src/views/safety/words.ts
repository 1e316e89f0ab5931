import type { BackupLine } from "../../api/bindings/BackupLine";
import type { Changed } from "../../api/bindings/Changed";
import type { Reason } from "../../api/bindings/Reason";
import { clock, fullDay, shortDay } from "../../kit/dates";
import { list, plural } from "../../kit/words";

const REASONS: Record<Reason, string> = {
  daily: "Made by itself",
  asked: "You asked for it",
  moving: "To move to another computer",
  "before-migration": "Before an update of Evenkeel",
  "before-restore": "What was here before a backup was brought back",
};

/** When a backup was made; they go back a year and more: "March 12, 2026, 7:27 pm". */
export function when(time: string): string {
  return `${fullDay(time)}, ${clock(time)}`;
}

/** Why a backup was made and how large it is: "Made by itself. 1.2 MB". */
export function about(line: BackupLine): string {
  return `${REASONS[line.reason]}. ${size(line.bytes)}`;
}

/** Bytes as people read them: "48 kB", "1.2 MB". */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What is in one of two ledgers alone: "2 sits and 1 entry, of March 13 and March 14". */
export function changed(what: Changed): string {
  const { facts, sits, questionnaires, entries } = what;
  const rest = facts - sits - questionnaires - entries;
  const parts = [
    sits && plural(sits, "sit"),
    questionnaires && plural(questionnaires, "questionnaire"),
    entries && plural(entries, "entry", "entries"),
    rest > 0 && plural(rest, sits + questionnaires + entries > 0 ? "other note" : "note"),
  ].filter((part) => typeof part === "string");
  return `${list(parts)}, of ${days(what.days)}`;
}

/** "March 13", "March 13 and March 14", "5 days from March 2 to March 14". */
function days(all: readonly string[]): string {
  const [first = "", last = ""] = [all[0], all.at(-1)];
  if (all.length < 3) return list(all.map(shortDay));
  return `${all.length} days from ${shortDay(first)} to ${shortDay(last)}`;
}

/** The minutes that can be chosen, and what was chosen before. */
export function minutesFrom(now: number | null): number[] {
  const all = [1, 5, 10, 15, 30, 60, 120, 240];
  return now === null || all.includes(now) ? all : [...all, now].sort((a, b) => a - b);
}

/** "15 minutes", "2 hours". */
export function minuteWords(minutes: number): string {
  return minutes % 60 === 0 ? plural(minutes / 60, "hour") : plural(minutes, "minute");
}
