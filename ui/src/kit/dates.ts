/**
 * Days and times as people read them. The core sends local dates (`2026-03-12`) and local times with
 * their offset (`2026-03-12T19:27:00-05:00`). Both are shown as they were written down: a computer
 * that has moved to another time zone must not move somebody's evening.
 */

import { m } from "../paraglide/messages.js";
import { getLocale } from "../paraglide/runtime.js";

/** The page's language as it is written in the United States: "7:27 p. m.", "12,345". */
export const LANGUAGE = `${getLocale()}-US`;

const WEEKDAY = new Intl.DateTimeFormat(LANGUAGE, {
  weekday: "long",
  month: "long",
  day: "numeric",
  timeZone: "UTC",
});
const NAME = new Intl.DateTimeFormat(LANGUAGE, { weekday: "long", timeZone: "UTC" });
const NAME_SHORT = new Intl.DateTimeFormat(LANGUAGE, { weekday: "short", timeZone: "UTC" });
const FULL_WEEKDAY = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "full", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat(LANGUAGE, { month: "long", day: "numeric", timeZone: "UTC" });
const FULL = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "long", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "short", timeZone: "UTC" });

/** `2026-03-12` as "Thursday, March 12". */
export function weekday(day: string): string {
  return WEEKDAY.format(wall(day));
}

/** `2026-03-12` as "Thursday, March 12, 2026". */
export function fullWeekday(day: string): string {
  return FULL_WEEKDAY.format(wall(day));
}

/** `2026-03-12` as "Thursday". */
export function weekdayName(day: string): string {
  return NAME.format(wall(day));
}

/** `2026-03-12` as "Thu". */
export function weekdayShort(day: string): string {
  return NAME_SHORT.format(wall(day));
}

/** `2026-03-12` as "March 12". */
export function shortDay(day: string): string {
  return SHORT.format(wall(day));
}

/** `2026-03-12` as "March 12, 2026". */
export function fullDay(day: string): string {
  return FULL.format(wall(day));
}

/** `2026-03-12T19:27:00-05:00` as "7:27 pm". */
export function clock(time: string): string {
  return CLOCK.formatToParts(wall(time))
    .map((part) => (part.type === "dayPeriod" ? part.value.toLowerCase() : part.value))
    .join("")
    .replaceAll(/\s/g, " ");
}

/** `2026-03-12T19:27:00-05:00` as "March 12, 7:27 pm". */
export function moment(time: string): string {
  return m.kit_moment({ day: SHORT.format(wall(time)), time: clock(time) });
}

/** The word for a greeting: morning until noon, afternoon until 5 pm, then evening. */
export function partOfDay(time: string): "morning" | "afternoon" | "evening" {
  const hour = wall(time).getUTCHours();
  // Somebody up at 3 is still in their evening.
  if (hour < 4 || hour >= 17) return "evening";
  return hour < 12 ? "morning" : "afternoon";
}

/** Whole days from one local date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((wall(day(to)).getTime() - wall(day(from)).getTime()) / 86_400_000);
}

/** A local date so many days later; the calendar's days, whatever the clocks do. */
export function addDays(from: string, days: number): string {
  const at = wall(from);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Whether a text is a day there is, such as `2026-03-12`. */
export function isDay(text: string): boolean {
  const at = wall(text);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

/** A day of this computer's calendar as `2026-03-12`. */
export function isoDay(at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The wall clock of a date or time, held in the UTC fields of a Date. */
function wall(text: string): Date {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(text);
  if (!found) return new Date(Number.NaN);
  const [year = 0, month = 1, date = 1, hour = 0, minute = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  return new Date(Date.UTC(year, month - 1, date, hour, minute));
}

function day(text: string): string {
  return text.slice(0, 10);
}
