import type { BackupLine } from "../../api/bindings/BackupLine";
import type { Changed } from "../../api/bindings/Changed";
import type { Reason } from "../../api/bindings/Reason";
import { clock, fullDay, shortDay } from "../../kit/dates";
import { list } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

const REASONS: Record<Reason, string> = {
  daily: m.safety_made_daily(),
  asked: m.safety_made_asked(),
  moving: m.safety_made_moving(),
  "before-migration": m.safety_made_update(),
  "before-restore": m.safety_made_restore(),
};

/** When a backup was made; they go back a year and more: "March 12, 2026, 7:27 pm". */
export function when(time: string): string {
  return `${fullDay(time)}, ${clock(time)}`;
}

/** Why a backup was made and how large it is: "Made by itself. 1.2 MB". */
export function about(line: BackupLine): string {
  return m.safety_about({ reason: REASONS[line.reason], size: size(line.bytes) });
}

/** Bytes as people read them: "48 kB", "1.2 MB". */
export function size(bytes: number): string {
  if (bytes < 1_000_000) {
    return m.safety_kilobytes({ size: Math.max(1, Math.round(bytes / 1000)) });
  }
  return m.safety_megabytes({ size: (bytes / 1_000_000).toFixed(1) });
}

/** What is in one of two ledgers alone: "2 sits and 1 entry, of March 13 and March 14". */
export function changed(what: Changed): string {
  const { facts, sits, questionnaires, entries } = what;
  const rest = facts - sits - questionnaires - entries;
  const notes = sits + questionnaires + entries > 0 ? m.safety_other_notes : m.safety_notes;
  const parts = [
    sits && m.safety_sits({ count: sits }),
    questionnaires && m.safety_questionnaires({ count: questionnaires }),
    entries && m.safety_entries({ count: entries }),
    rest > 0 && notes({ count: rest }),
  ].filter((part) => typeof part === "string");
  return m.safety_what_of({ what: list(parts), days: days(what.days) });
}

/** "March 13", "March 13 and March 14", "5 days from March 2 to March 14". */
function days(all: readonly string[]): string {
  const [first = "", last = ""] = [all[0], all.at(-1)];
  if (all.length < 3) return list(all.map(shortDay));
  return m.safety_days_from({
    count: all.length,
    first: shortDay(first),
    last: shortDay(last),
  });
}

/** The minutes that can be chosen, and what was chosen before. */
export function minutesFrom(now: number | null): number[] {
  const all = [1, 5, 10, 15, 30, 60, 120, 240];
  return now === null || all.includes(now) ? all : [...all, now].sort((a, b) => a - b);
}

/** "15 minutes", "2 hours". */
export function minuteWords(minutes: number): string {
  return minutes % 60 === 0
    ? m.safety_hours({ count: minutes / 60 })
    : m.safety_minutes({ count: minutes });
}
