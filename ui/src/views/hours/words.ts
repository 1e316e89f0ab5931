import type { CoachHours } from "../../api/bindings/CoachHours";
import type { Hours } from "../../api/bindings/Hours";
import type { HoursLine } from "../../api/bindings/HoursLine";
import type { HoursView } from "../../api/bindings/HoursView";
import type { HoursKind } from "../../api/bindings/HoursKind";
import type { HoursRule } from "../../api/bindings/HoursRule";
import { fullDay } from "../../kit/dates";
import { length } from "../../kit/time";
import { capital, list } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

export const TITLES: Record<HoursKind, string> = {
  course: m.hours_course(),
  practice: m.hours_practice(),
  supervision: m.hours_supervision(),
  ethics: m.hours_ethics(),
  training: m.hours_training(),
};

const MISSING: Record<HoursKind, (inputs: { length: string }) => string> = {
  course: m.hours_missing_course,
  practice: m.hours_missing_practice,
  supervision: m.hours_missing_supervision,
  ethics: m.hours_missing_ethics,
  training: m.hours_missing_training,
};

/** Minutes where space is short: "7 h 30 min", "–" for none. */
export function short(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (minutes === 0) return "–";
  if (hours === 0) return m.hours_short_minutes({ minutes: rest });
  return rest === 0 ? m.hours_short_hours({ hours }) : m.hours_short_both({ hours, minutes: rest });
}

/** "2 hours 30 minutes of classes and 1 hour of home practice"; nothing when nothing is missing. */
export function missing(hours: Hours): string {
  const lines = hours.lines.filter((line) => line.missing_minutes > 0);
  return list(
    lines.map((line) => MISSING[line.kind]({ length: length(line.missing_minutes) })),
  );
}

/** What somebody has still to do for a certificate, in a line. */
export function stillWords(coach: CoachHours, view: HoursView): string {
  const open = missing(coach.hours);
  if (open) return `${capital(open)}.`;
  if (view.today >= view.last_class) return m.hours_still_nothing();
  return m.hours_still_nothing_so_far({ day: fullDay(view.last_class) });
}

/** "8 h measured, 1 h 10 min entered"; nothing where there is none. */
export function partWords(line: HoursLine): string {
  if (line.kind !== "practice" || line.minutes === 0) return "";
  const measured = short(line.minutes - line.reported_minutes);
  const entered = short(line.reported_minutes);
  if (line.reported_minutes === 0) return m.hours_measured({ measured });
  if (line.reported_minutes >= line.minutes) return m.hours_entered({ entered });
  return m.hours_measured_entered({ measured, entered });
}

/** Practice that the rule does not count. */
export function beyondWords(line: HoursLine, rule: HoursRule): string {
  const most = rule.practice.most_minutes_a_week;
  if (line.beyond_minutes === 0 || most === null) return "";
  return m.hours_beyond({ more: length(line.beyond_minutes), most: length(most) });
}

/** The least that the rule asks for of a kind, in words. */
export function leastWords(line: HoursLine): string {
  if (line.least_minutes <= 0) return m.hours_least_none();
  return m.hours_least({ length: length(line.least_minutes) });
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
    const all = (coach: CoachHours) => line(coach)?.minutes ?? 0;
    if (kind !== "practice") return [{ title: TITLES[kind], minutes: all }];
    const entered = (coach: CoachHours) => line(coach)?.reported_minutes ?? 0;
    return [
      { title: m.hours_practice_measured(), minutes: (coach) => all(coach) - entered(coach) },
      { title: m.hours_practice_entered(), minutes: entered },
    ];
  });
}

/** What pressing the button writes for the coaches chosen, in words. */
export function writesWords(chosen: readonly CoachHours[], view: HoursView): string {
  const over = view.today >= view.last_class;
  const full = chosen.filter((coach) => over && coach.hours.met).length;
  const rest = chosen.length - full;
  const parts = [
    full > 0 && m.hours_certificates({ count: full }),
    rest > 0 && m.hours_statements({ count: rest }),
  ];
  return list(parts.filter((part) => part !== false));
}
