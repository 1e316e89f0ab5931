/** The board in words. */
import type { Arm } from "../../api/bindings/Arm";
import type { Attendance } from "../../api/bindings/Attendance";
import type { BoardSheet } from "../../api/bindings/BoardSheet";
import type { ClassDay } from "../../api/bindings/ClassDay";
import type { CohortView } from "../../api/bindings/CohortView";
import type { CourseDates } from "../../api/bindings/CourseDates";
import { daysBetween, fullDay, moment, shortDay, weekday } from "../../kit/dates";
import { plural } from "../../kit/words";

export const ATTENDANCE: readonly { value: Attendance; label: string }[] = [
  { value: "came", label: "Came" },
  { value: "made-up", label: "Made up" },
  { value: "excused", label: "Excused" },
  { value: "away", label: "Away" },
];

/** As a cell of the table says it to a screen reader. */
export const ATTENDED: Record<Attendance, string> = {
  came: "came",
  "made-up": "made up",
  excused: "excused",
  away: "away",
};

export const ARMS: readonly { value: Arm; label: string }[] = [
  { value: "course", label: "Course" },
  { value: "comparison", label: "Comparison" },
];

/** The dates of a course in order: its classes, and between them the weeks without one. */
export function dateRows(
  classes: readonly ClassDay[],
  breaks: readonly string[],
): { day: string; week: number | null }[] {
  const rows = [...classes, ...breaks.map((day) => ({ day, week: null }))];
  return rows.sort((a, b) => a.day.localeCompare(b.day));
}

/** When the course ends. */
export function endWords(dates: CourseDates): string {
  const last = dates.classes.at(-1);
  const end = `The course ends on ${fullDay(dates.ends_on)}.`;
  return last ? `Class ${last.week} is on ${weekday(last.day)}. ${end}` : end;
}

/** The line under the cohort's name. */
export function leadWords(view: CohortView): string {
  const { cohort } = view;
  if (!cohort) return "";
  const { length } = view.coaches;
  const people = length === 0 ? "No coach yet" : plural(length, "coach", "coaches");
  let where: string;
  if (view.week < 1) where = `Class 1 is on ${fullDay(cohort.starts_on)}`;
  else if (view.week > cohort.weeks) where = `The course ended on ${fullDay(cohort.ends_on)}`;
  else {
    const day = view.classes.find((each) => each.week === view.week)?.day ?? view.today;
    let when = `class ${view.week} ${day < view.today ? `was on ${shortDay(day)}` : "is today"}`;
    if (view.break_until) {
      when = `no class this week, class ${view.week + 1} is on ${shortDay(view.break_until)}`;
    }
    where = `Week ${view.week} of ${cohort.weeks}; ${when}`;
  }
  const collected = view.collected_at
    ? `Hand-ins last collected ${moment(view.collected_at)}`
    : "Nothing collected yet";
  return `${people}. ${where}. ${collected}.`;
}

/** "today", "yesterday", "3 days ago", then the date. */
export function ago(day: string | null, today: string): string {
  if (day === null) return "none yet";
  const days = daysBetween(day, today);
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  return days <= 14 ? `${days} days ago` : shortDay(day);
}

/** One questionnaire of one coach: that it came, never what it says. */
export function sheetWords(sheet: BoardSheet): string {
  switch (sheet.state) {
    case "returned":
      return sheet.returned_on ? `in, ${shortDay(sheet.returned_on)}` : "in";
    case "not-due":
      return "not yet";
    case "missed":
      return "closed without it";
    case "late":
      return "open, past its day";
    default:
      return "open";
  }
}
