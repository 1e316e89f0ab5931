/** What the log says of sits, and of entering them. */
import type { LogSit } from "../../api/bindings/LogSit";
import type { Obstacle } from "../../api/bindings/Obstacle";
import { addDays, daysBetween, shortDay, weekday } from "../../kit/dates";
import { plural } from "../../kit/words";

/** The practice of a class, or of a sit with a group: no practice of the course. */
export const GROUP = { id: "group", title: "Class or group sit" } as const;

/** What may have been in the way. */
export const OBSTACLES: readonly { id: Obstacle; label: string }[] = [
  { id: "sleepy", label: "Sleepy" },
  { id: "restless", label: "Restless" },
  { id: "pain", label: "Pain" },
  { id: "strong-feeling", label: "A strong feeling" },
  { id: "no-time", label: "Too little time" },
  { id: "no-place", label: "No place for it" },
];

/** "25 minutes, measured here, to the last bell", "20 minutes, entered by you, changed later". */
export function lengthWords(sit: LogSit): string {
  if (sit.measured_seconds !== null) {
    const short = sit.measured_seconds < 60;
    const minutes = plural(Math.round(sit.measured_seconds / 60), "minute");
    const bell = sit.to_the_bell ? ", to the last bell" : "";
    return `${short ? "Less than a minute" : minutes}, measured here${bell}`;
  }
  const from = sit.source === "imported" ? "from another program" : "entered by you";
  const minutes = plural(sit.reported_minutes ?? 0, "minute");
  return `${minutes}, ${from}${sit.changed ? ", changed later" : ""}`;
}

/** What was in the way, as its row says it: "Sleepy, too little time." Empty for nothing. */
export function obstacleWords(obstacles: readonly Obstacle[]): string {
  const said = OBSTACLES.filter((each) => obstacles.includes(each.id)).map((each) => each.label);
  if (said.length === 0) return "";
  return `${said.map((label, at) => (at === 0 ? label : lower(label))).join(", ")}.`;
}

/** "Thursday, March 12"; with the year, where that is another than this one. */
export function dayName(day: string, today: string): string {
  const year = day.slice(0, 4);
  return year === today.slice(0, 4) ? weekday(day) : `${weekday(day)}, ${year}`;
}

/** "Body scan, March 12, 20 minutes": enough to know which one it is. */
export function sitName(sit: LogSit): string {
  const minutes = sit.reported_minutes ?? Math.round((sit.measured_seconds ?? 0) / 60);
  return `${sit.title}, ${shortDay(sit.day)}, ${plural(minutes, "minute")}`;
}

/** "today", "yesterday", "on Thursday, March 12". */
export function onDay(day: string, today: string): string {
  const back = daysBetween(day, today);
  if (back === 0) return "today";
  return back === 1 ? "yesterday" : `on ${dayName(day, today)}`;
}

/** What is wrong with the minutes, in words; null when all is well. */
export function minutesProblem(text: string): string | null {
  const minutes = Number(text.trim());
  if (/^\d+$/.test(text.trim()) && minutes >= 1 && minutes <= 240) return null;
  return "Please write the minutes in figures, from 1 to 240. Nothing was lost.";
}

/** What is wrong with the day, in words; null when all is well. */
export function dayProblem(day: string, today: string): string | null {
  const at = daysBetween(day, today);
  if (at >= 0) return null;
  return `Please choose today or a day before, such as ${addDays(today, -2)}. Nothing was lost.`;
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
