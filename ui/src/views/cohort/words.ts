/** The board in words. */
import type { Arm } from "../../api/bindings/Arm";
import type { Attendance } from "../../api/bindings/Attendance";
import type { BoardSheet } from "../../api/bindings/BoardSheet";
import type { ClassDay } from "../../api/bindings/ClassDay";
import type { Cohort } from "../../api/bindings/Cohort";
import type { CohortView } from "../../api/bindings/CohortView";
import type { CourseDates } from "../../api/bindings/CourseDates";
import { daysBetween, fullDay, moment, shortDay, weekday } from "../../kit/dates";
import { m } from "../../paraglide/messages.js";

export const ATTENDANCE: readonly { value: Attendance; label: string }[] = [
  { value: "came", label: m.cohort_came() },
  { value: "made-up", label: m.cohort_made_up() },
  { value: "excused", label: m.cohort_excused() },
  { value: "away", label: m.cohort_away() },
];

/** As a cell of the table says it to a screen reader. */
export const ATTENDED: Record<Attendance, string> = {
  came: m.cohort_cell_came(),
  "made-up": m.cohort_cell_made_up(),
  excused: m.cohort_cell_excused(),
  away: m.cohort_cell_away(),
};

export const ARMS: readonly { value: Arm; label: string }[] = [
  { value: "course", label: m.cohort_arm_course() },
  { value: "comparison", label: m.cohort_arm_comparison() },
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
  const end = m.cohort_end({ day: fullDay(dates.ends_on) });
  if (!last) return end;
  return `${m.cohort_last_class({ week: last.week, day: weekday(last.day) })} ${end}`;
}

/** The line under the cohort's name. */
export function leadWords(view: CohortView): string {
  const { cohort } = view;
  if (!cohort) return "";
  const { length } = view.coaches;
  const people = length === 0 ? m.cohort_lead_nobody() : m.cohort_lead_coaches({ count: length });
  const collected = view.collected_at
    ? m.cohort_lead_collected({ at: moment(view.collected_at) })
    : m.cohort_lead_collected_never();
  return [people, whereWords(view, cohort), collected].join(" ");
}

/** Where the course is. */
function whereWords(view: CohortView, { starts_on, ends_on, weeks }: Cohort): string {
  const { week, today } = view;
  if (week < 1) return m.cohort_lead_before({ day: fullDay(starts_on) });
  if (week > weeks) return m.cohort_lead_after({ day: fullDay(ends_on) });
  if (view.break_until) {
    const day = shortDay(view.break_until);
    return m.cohort_lead_week_break({ week, weeks, next: week + 1, day });
  }
  const day = view.classes.find((each) => each.week === week)?.day ?? today;
  if (day < today) return m.cohort_lead_week_past({ week, weeks, day: shortDay(day) });
  return m.cohort_lead_week_today({ week, weeks });
}

/** "today", "yesterday", "3 days ago", then the date. */
export function ago(day: string | null, today: string): string {
  if (day === null) return m.cohort_ago_never();
  const days = daysBetween(day, today);
  if (days <= 0) return m.cohort_ago_today();
  if (days === 1) return m.cohort_ago_yesterday();
  return days <= 14 ? m.cohort_ago_days({ days }) : shortDay(day);
}

/** One questionnaire of one coach: that it came, never what it says. */
export function sheetWords(sheet: BoardSheet): string {
  switch (sheet.state) {
    case "returned":
      return sheet.returned_on
        ? m.cohort_sheet_returned_on({ day: shortDay(sheet.returned_on) })
        : m.cohort_sheet_returned();
    case "not-due":
      return m.cohort_sheet_not_due();
    case "missed":
      return m.cohort_sheet_missed();
    case "late":
      return m.cohort_sheet_late();
    default:
      return m.cohort_sheet_open();
  }
}
