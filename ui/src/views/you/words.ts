import type { Reminder } from "../../api/bindings/Reminder";
import { isoTime, minuteOf, timeWords, wall } from "../../kit/time";
import { m } from "../../paraglide/messages.js";

/** A time somebody wrote, as the core keeps it, or what is wrong with it; empty is no time. */
export function readTime(written: string): { time: string | null; problem: string | null } {
  if (written.trim() === "") return { time: null, problem: null };
  const minute = minuteOf(written);
  return minute === null
    ? { time: null, problem: m.you_time_problem() }
    : { time: isoTime(minute), problem: null };
}

/** A full hour as people say it: "midnight", "4 am", "noon". */
export function hourWords(hour: number): string {
  if (hour === 0) return m.you_midnight();
  return hour === 12 ? m.you_noon() : wall(hour * 60).replace(":00", "");
}

/** What was kept, said back. */
export function keptWords(reminder: Reminder): string {
  return reminder.practice_at === null
    ? m.you_reminder_none()
    : m.you_reminder_kept({ time: timeWords(reminder.practice_at) });
}

/** What a calendar file holds, a line each. */
export function calendarHolds(reminder: Reminder, course: boolean, classes: boolean): string[] {
  const lines = [];
  if (classes) {
    const at = reminder.class_at;
    lines.push(
      at === null
        ? m.you_calendar_classes()
        : m.you_calendar_classes_at({ time: timeWords(at) }),
    );
  }
  if (course && reminder.practice_at !== null) {
    lines.push(m.you_calendar_practice({ time: timeWords(reminder.practice_at) }));
  }
  lines.push(m.you_calendar_questionnaires());
  if (course) lines.push(m.you_calendar_letter());
  return lines;
}

/** A folder inside another, written as this computer writes paths. */
export function inside(folder: string, name: string): string {
  if (folder === "") return "";
  const line = folder.includes("\\") && !folder.includes("/") ? "\\" : "/";
  return `${folder.replace(/[\\/]+$/, "")}${line}${name}`;
}
