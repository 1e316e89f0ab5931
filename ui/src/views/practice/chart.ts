/**
 * Where the marks of the two practice charts go. Everything is in percent of the plot, so the SVG
 * stretches with the window without distortion.
 */
import type { LogDay } from "../../api/bindings/LogDay";
import type { LogWeek } from "../../api/bindings/LogWeek";

/**
 * Parsons et al. 2017, Behaviour Research and Therapy 95: in 43 studies people reported 64 % of the
 * practice they were asked for, 95 % interval 60 to 69.
 */
export const OTHERS = { studies: 43, share: 0.64, low: 0.6, high: 0.69 } as const;

/** The minutes a week of that band, for so many minutes asked. */
export function band(asked: number): { low: number; high: number } {
  return { low: Math.round(asked * OTHERS.low), high: Math.round(asked * OTHERS.high) };
}

export interface Bar {
  x: number;
  width: number;
  y: number;
  height: number;
}

export interface WeekMarks {
  week: number;
  /** The left edge and the middle of the week's column. */
  left: number;
  middle: number;
  measured: Bar | null;
  reported: Bar | null;
  asked: number | null;
  band: { y: number; height: number } | null;
}

export interface Plot {
  /** The width of a week's column. */
  column: number;
  /** Minutes at the top. */
  top: number;
  ticks: { minutes: number; y: number }[];
  weeks: WeekMarks[];
}

/** The share of a column's width that one bar takes, and how far the first stands in. */
const BAR = 0.256;
const IN = 0.208;
const GAP = 0.072;

const STEPS = [10, 20, 30, 60, 90, 120, 180, 240, 300, 600];

/** The plot of minutes a week. `columns` is how many weeks there are in all, the coming ones too. */
export function plot(weeks: readonly LogWeek[], columns: number): Plot {
  const count = Math.max(columns, weeks.length, 1);
  const column = 100 / count;
  const most = Math.max(
    ...weeks.map((week) =>
      Math.max(week.minutes_asked, week.measured_minutes, week.reported_minutes),
    ),
    1,
  );
  const step = STEPS.find((minutes) => most / minutes <= 3) ?? 1200;
  const top = Math.max(most, step);
  const y = (minutes: number) => 100 - (100 * minutes) / top;
  const ticks = [];
  for (let minutes = 0; minutes <= top; minutes += step) ticks.push({ minutes, y: y(minutes) });

  return {
    column,
    top,
    ticks,
    weeks: Array.from({ length: count }, (_, index) => {
      const left = index * column;
      const week = weeks[index];
      const bar = (minutes: number, place: number): Bar | null =>
        minutes > 0
          ? {
              x: left + column * (IN + place * (BAR + GAP)),
              width: column * BAR,
              y: y(minutes),
              height: 100 - y(minutes),
            }
          : null;
      const asked = week && week.minutes_asked > 0 ? week.minutes_asked : null;
      return {
        week: week?.week ?? index + 1,
        left,
        middle: left + column / 2,
        measured: week ? bar(week.measured_minutes, 0) : null,
        reported: week ? bar(week.reported_minutes, 1) : null,
        asked: asked === null ? null : y(asked),
        band:
          asked === null
            ? null
            : {
                y: y(asked * OTHERS.high),
                height: (100 * asked * (OTHERS.high - OTHERS.low)) / top,
              },
      };
    }),
  };
}

/** The days of a week in sevens: one, and one more for each week without a class that follows. */
export function sevens(days: readonly LogDay[]): LogDay[][] {
  const count = Math.max(1, Math.ceil(days.length / 7));
  return Array.from({ length: count }, (_, at) => days.slice(7 * at, 7 * at + 7));
}

/** How thick a day's stroke is: 1 under 15 minutes, 2 under 35, 3 from there; 0 for none. */
export function thickness(minutes: number): 0 | 1 | 2 | 3 {
  if (minutes <= 0) return 0;
  if (minutes < 15) return 1;
  return minutes < 35 ? 2 : 3;
}

/** A day in words, as its cell says it to a screen reader. */
export function dayWords(day: LogDay, today: string): string {
  const measured = `${day.measured_minutes} min, measured`;
  const reported = `${day.reported_minutes} min, you entered`;
  if (day.measured_minutes > 0 && day.reported_minutes > 0) return `${measured}; ${reported}`;
  if (day.measured_minutes > 0) return measured;
  if (day.reported_minutes > 0) return reported;
  if (day.day > today) return "to come";
  return day.day === today ? "today, open" : "none";
}
