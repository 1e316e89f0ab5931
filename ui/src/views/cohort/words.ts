/** The board in words. */
import type { Arm } from "../../api/bindings/Arm";
import type { Attendance } from "../../api/bindings/Attendance";
import type { BoardSheet } from "../../api/bindings/BoardSheet";
import type { CohortView } from "../../api/bindings/CohortView";
import { daysBetween, fullDay, moment, shortDay } from "../../kit/dates";
import { plural } from "../../kit/words";

export const ATTENDANCE: readonly { value: Attendance; label: string }[] = [
  { value: "came", label: "Came" },
  { value: "made-up", label: "Made up" },
  { value: "away", label: "Away" },
];

/** As a cell of the table says it to a screen reader. */
export const ATTENDED: Record<Attendance, string> = {
  came: "came",
  "made-up": "made up",
  away: "away",
};

export const ARMS: readonly { value: Arm; label: string }[] = [
  { value: "course", label: "Course" },
  { value: "comparison", label: "Comparison" },
];

/** The day of the class of a week: class 1 falls on the first day, the others a week apart. */
export function classDay(startsOn: string, week: number): string {
  const at = new Date(`${startsOn}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + 7 * (week - 1));
  return at.toISOString().slice(0, 10);
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
    const day = classDay(cohort.starts_on, view.week);
    let when = "is today";
    if (day > view.today) when = `is on ${shortDay(day)}`;
    if (day < view.today) when = `was on ${shortDay(day)}`;
    where = `Week ${view.week} of ${cohort.weeks}; class ${view.week} ${when}`;
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
