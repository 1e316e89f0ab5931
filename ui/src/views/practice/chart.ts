/**
 * Where the marks of the practice charts go, and the tables behind them. Everything is in percent
 * of the plot, so the SVG stretches with the window without distortion.
 */
import type { HourLine } from "../../api/bindings/HourLine";
import type { LogDay } from "../../api/bindings/LogDay";
import type { LogWeek } from "../../api/bindings/LogWeek";
import type { MixLine } from "../../api/bindings/MixLine";
import { clock, fullWeekday } from "../../kit/dates";
import type { Table } from "../../kit/table";
import { m } from "../../paraglide/messages.js";

export interface Bar {
  x: number;
  width: number;
  y: number;
  height: number;
}

/** A level line and what it stands for. */
export interface Level {
  value: number;
  y: number;
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
  ticks: Level[];
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
  const y = (minutes: number) => 100 - share(minutes, top);
  const ticks = [];
  for (let value = 0; value <= top; value += step) ticks.push({ value, y: y(value) });

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
              height: share(minutes, top),
            }
          : null;
      const asked = week && week.minutes_asked > 0 ? week : null;
      return {
        week: week?.week ?? index + 1,
        left,
        middle: left + column / 2,
        measured: week ? bar(week.measured_minutes, 0) : null,
        reported: week ? bar(week.reported_minutes, 1) : null,
        asked: asked && y(asked.minutes_asked),
        band: asked && {
          y: y(asked.band.to_minutes),
          height: share(asked.band.to_minutes - asked.band.from_minutes, top),
        },
      };
    }),
  };
}

/**
 * What an app measured of home practice in MBSR: a median of 3 of 6 practices a week, so 3 to 4 of
 * 6 is usual (JMIR Ment Health 2020;7(1):e14467). As shares of the days that are asked for.
 */
const MEASURED = { from: 3 / 6, to: 4 / 6 };

/** The plot of days a week: bars, what is asked, and the band of what was measured elsewhere. */
export function weeklyPlot(weeks: readonly LogWeek[], columns: number) {
  const column = 100 / Math.max(columns, weeks.length, 1);
  const most = Math.max(7, ...weeks.map((week) => Math.max(week.days_done, week.days_asked)));
  const y = (days: number) => 100 - share(days, most);
  return {
    column,
    ticks: [0, 2, 4, 6].map((value) => ({ value, y: y(value) })),
    weeks: Array.from({ length: Math.max(columns, weeks.length) }, (_, index) => {
      const week = weeks[index];
      const [left, asked, done] = [index * column, week?.days_asked ?? 0, week?.days_done ?? 0];
      return {
        week: week?.week ?? index + 1,
        left,
        middle: left + column / 2,
        asked: asked > 0 ? y(asked) : null,
        band: asked > 0 ? { y: y(asked * MEASURED.to), foot: y(asked * MEASURED.from) } : null,
        bar: done > 0 ? { y: y(done), height: share(done, most) } : null,
      };
    }),
  };
}

/** Days practiced, and days asked for, week by week. */
export function weeklyTable(weeks: readonly LogWeek[]): Table {
  return {
    head: [m.practice_head_week(), m.practice_head_days(), m.practice_head_asked_days()],
    rows: weeks.map((week) => [String(week.week), week.days_done, week.days_asked]),
  };
}

/** A part of the whole, in percent. */
export function share(part: number, whole: number): number {
  return (100 * part) / whole;
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
  const { measured_minutes: measured, reported_minutes: reported } = day;
  if (measured > 0 && reported > 0) return m.practice_day_both({ measured, reported });
  if (measured > 0) return m.practice_day_measured({ measured });
  if (reported > 0) return m.practice_day_reported({ reported });
  if (day.day > today) return m.practice_day_to_come();
  return day.day === today ? m.practice_day_open() : m.practice_day_none();
}

/** Where the hours of the day stand, and the names of a few. */
export function hoursPlot(hours: readonly HourLine[]): {
  ticks: Level[];
  bars: Bar[];
  names: { x: number; words: string }[];
} {
  const most = Math.max(...hours.map((line) => line.sits), 1);
  const column = 100 / 24;
  const y = (sits: number) => 100 - share(sits, most);
  return {
    ticks: [0, most].map((value) => ({ value, y: y(value) })),
    bars: hours
      .filter((line) => line.sits > 0)
      .map((line) => ({
        x: column * (line.hour + 0.15),
        width: column * 0.7,
        y: y(line.sits),
        height: share(line.sits, most),
      })),
    names: [0, 6, 12, 18].map((hour) => ({ x: column * (hour + 0.5), words: hourName(hour) })),
  };
}

/** "7 am", "noon", as it stands under a column. */
function hourName(hour: number): string {
  if (hour === 0) return m.practice_hours_midnight();
  if (hour === 12) return m.practice_hours_noon();
  return clock(`2000-01-01T${String(hour).padStart(2, "0")}:00`).replace(":00", "");
}

/** Every day so far, the latest first. */
export function daysTable(weeks: readonly LogWeek[], today: string): Table {
  const rows = weeks.flatMap(({ week, days }) =>
    days
      .filter(({ day }) => day <= today)
      .map((each) => [
        fullWeekday(each.day),
        week,
        each.measured_minutes,
        each.reported_minutes,
      ]),
  );
  return {
    head: [
      m.practice_head_day(),
      m.practice_head_week(),
      m.practice_head_measured(),
      m.practice_head_reported(),
    ],
    rows: rows.reverse(),
  };
}

export function weeksTable(weeks: readonly LogWeek[]): Table {
  return {
    head: [
      m.practice_head_week(),
      m.practice_head_days(),
      m.practice_head_measured(),
      m.practice_head_reported(),
      m.practice_head_asked(),
      m.practice_head_others(),
    ],
    rows: weeks.map((week) => [
      String(week.week),
      m.practice_head_days_of({ days: week.days_done, asked: week.days_asked }),
      week.measured_minutes,
      week.reported_minutes,
      week.minutes_asked,
      m.practice_head_others_range({ from: week.band.from_minutes, to: week.band.to_minutes }),
    ]),
  };
}

export function mixTable(mix: readonly MixLine[]): Table {
  return {
    head: [
      m.practice_form_practice(),
      m.practice_head_days(),
      m.practice_head_measured(),
      m.practice_head_reported(),
    ],
    rows: mix.map((line) => [line.title, line.days, line.measured_minutes, line.reported_minutes]),
  };
}

/** The hours in which something began. */
export function hoursTable(hours: readonly HourLine[]): Table {
  return {
    head: [m.practice_head_from(), m.practice_head_sits()],
    rows: hours.filter((line) => line.sits > 0).map((line) => [hourName(line.hour), line.sits]),
  };
}
