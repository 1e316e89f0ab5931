import type { Reminder } from "../../api/bindings/Reminder";
import { isoTime, minuteOf, timeWords, wall } from "../../kit/time";

/** A time somebody wrote, as the core keeps it, or what is wrong with it; empty is no time. */
export function readTime(written: string): { time: string | null; problem: string | null } {
  if (written.trim() === "") return { time: null, problem: null };
  const minute = minuteOf(written);
  return minute === null
    ? { time: null, problem: "Please write a time such as 6:30 pm, or leave it empty." }
    : { time: isoTime(minute), problem: null };
}

/** A full hour as people say it: "midnight", "4 am", "noon". */
export function hourWords(hour: number): string {
  if (hour === 0) return "midnight";
  return hour === 12 ? "noon" : wall(hour * 60).replace(":00", "");
}

/** What was kept, said back. */
export function keptWords(reminder: Reminder): string {
  return reminder.practice_at === null
    ? "Kept. There is no reminder."
    : `Kept. The notice comes at ${timeWords(reminder.practice_at)}, while Evenkeel is running.`;
}

/** What a calendar file holds, a line each. */
export function calendarHolds(reminder: Reminder, course: boolean, classes: boolean): string[] {
  const lines = [];
  if (classes) {
    const at = reminder.class_at === null ? "without a time" : `at ${timeWords(reminder.class_at)}`;
    lines.push(`Your classes, ${at}`);
  }
  if (course && reminder.practice_at !== null) {
    lines.push(`Practice, each day at ${timeWords(reminder.practice_at)} until the course ends`);
  }
  lines.push("Each questionnaire on the day it is due, the follow-up three months after the course too");
  if (course) lines.push("The day your letter to yourself comes back, by name only");
  return lines;
}

/** A folder inside another, written as this computer writes paths. */
export function inside(folder: string, name: string): string {
  if (folder === "") return "";
  const line = folder.includes("\\") && !folder.includes("/") ? "\\" : "/";
  return `${folder.replace(/[\\/]+$/, "")}${line}${name}`;
}
