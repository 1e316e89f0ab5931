import type { CoachHours } from "../../api/bindings/CoachHours";
import type { Hours } from "../../api/bindings/Hours";
import type { HoursLine } from "../../api/bindings/HoursLine";
import type { HoursView } from "../../api/bindings/HoursView";
import type { HoursKind } from "../../api/bindings/HoursKind";
import type { HoursRule } from "../../api/bindings/HoursRule";
import { fullDay } from "../../kit/dates";
import { length } from "../../kit/time";
import { capital, list } from "../../kit/words";

export const TITLES: Record<HoursKind, string> = {
  course: "Classes",
  practice: "Home practice",
  supervision: "Supervision",
  ethics: "Ethics, within the classes",
  training: "Training elsewhere",
};

const OF: Record<HoursKind, string> = {
  course: "classes",
  practice: "home practice",
  supervision: "supervision",
  ethics: "ethics",
  training: "training elsewhere",
};

/** Minutes where space is short: "7 h 30 min", "–" for none. */
export function short(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (minutes === 0) return "–";
  return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(" ");
}

/** "2 hours 30 minutes of classes and 1 hour of home practice"; nothing when nothing is missing. */
export function missing(hours: Hours): string {
  const lines = hours.lines.filter((line) => line.missing_minutes > 0);
  return list(lines.map((line) => `${length(line.missing_minutes)} of ${OF[line.kind]}`));
}

/** What somebody has still to do for a certificate, in a line. */
export function stillWords(coach: CoachHours, view: HoursView): string {
  const open = missing(coach.hours);
  if (open) return `${capital(open)}.`;
  if (view.today < view.last_class) return `Nothing so far. The last class is on ${fullDay(view.last_class)}.`;
  return "Nothing.";
}

/** "8 h measured, 1 h 10 min entered"; nothing where there is none. */
export function partWords(line: HoursLine): string {
  if (line.kind !== "practice" || line.minutes === 0) return "";
  const measured = line.minutes - line.reported_minutes;
  const parts = [
    measured > 0 && `${short(measured)} measured`,
    line.reported_minutes > 0 && `${short(line.reported_minutes)} entered`,
  ];
  return parts.filter(Boolean).join(", ");
}

/** Practice that the rule does not count. */
export function beyondWords(line: HoursLine, rule: HoursRule): string {
  const most = rule.practice.most_minutes_a_week;
  if (line.beyond_minutes === 0 || most === null) return "";
  return `${capital(length(line.beyond_minutes))} more were practiced: the rule counts up to ${length(most)} a week.`;
}

/** The least that the rule asks for of a kind, in words. */
export function leastWords(line: HoursLine): string {
  return line.least_minutes > 0 ? `At least ${length(line.least_minutes)}.` : "No minimum.";
}

/** A column of the table: practice has two, one for each way it is known. */
export interface Column {
  title: string;
  minutes: (coach: CoachHours) => number;
}

/** The columns of the table. Ethics is within the classes, and stands in the details. */
export function columns(rule: HoursRule): Column[] {
  const of = (kind: HoursKind) => (coach: CoachHours) =>
    coach.hours.lines.find((line) => line.kind === kind);
  return rule.kinds.flatMap(({ kind }): Column[] => {
    const line = of(kind);
    if (kind === "ethics") return [];
    if (kind !== "practice") return [{ title: TITLES[kind], minutes: (coach) => line(coach)?.minutes ?? 0 }];
    const entered = (coach: CoachHours) => line(coach)?.reported_minutes ?? 0;
    return [
      { title: "Practice, measured", minutes: (coach) => (line(coach)?.minutes ?? 0) - entered(coach) },
      { title: "Practice, entered", minutes: entered },
    ];
  });
}

/** What pressing the button writes for the coaches chosen, in words. */
export function writesWords(chosen: readonly CoachHours[], view: HoursView): string {
  const over = view.today >= view.last_class;
  const full = chosen.filter((coach) => over && coach.hours.met).length;
  const rest = chosen.length - full;
  const parts = [
    full > 0 && `${full} ${full === 1 ? "certificate" : "certificates"} of completion`,
    rest > 0 && `${rest} ${rest === 1 ? "statement" : "statements"} of attendance`,
  ];
  return list(parts.filter((part) => part !== false));
}
