import { describe, expect, it } from "vitest";
import type { LogWeek } from "../../api/bindings/LogWeek";
import { addDays } from "../../kit/dates";
import {
  daysTable,
  dayWords,
  hoursPlot,
  hoursTable,
  mixTable,
  plot,
  sevens,
  thickness,
  weeklyPlot,
  weeksTable,
} from "./chart";

/** A week as the core sends it, with the published band around what it asks. */
function week(number: number, measured: number, reported: number, asked = 270): LogWeek {
  return {
    week: number,
    days: [],
    days_done: 0,
    days_asked: 6,
    minutes_asked: asked,
    plan_version: 0,
    band: {
      from_minutes: Math.round(asked * 0.6),
      usual_minutes: Math.round(asked * 0.64),
      to_minutes: Math.round(asked * 0.69),
    },
    measured_minutes: measured,
    reported_minutes: reported,
  };
}

describe("minutes a week", () => {
  it("bars stand on the floor, as high as their minutes", () => {
    const { top, weeks } = plot([week(1, 135, 27)], 8);
    expect(top).toBe(270);
    expect(weeks[0]?.measured).toMatchObject({ y: 50, height: 50 });
    expect(weeks[0]?.reported?.height).toBeCloseTo(10);
  });

  it("measured and entered stand side by side inside their week, never one on the other", () => {
    const drawn = plot([week(1, 100, 60), week(2, 100, 60)], 8);
    for (const marks of drawn.weeks.slice(0, 2)) {
      const { measured, reported } = marks;
      if (!measured || !reported) throw new Error("both bars are drawn");
      expect(measured.x).toBeGreaterThan(marks.left);
      expect(measured.x + measured.width).toBeLessThan(reported.x);
      expect(reported.x + reported.width).toBeLessThan(marks.left + drawn.column);
      expect(measured.y + measured.height).toBeCloseTo(100);
      expect(reported.y + reported.height).toBeCloseTo(100);
    }
  });

  it("the band stands where the core says, for what each week asked", () => {
    const { weeks } = plot([week(1, 0, 0, 100), week(2, 0, 0, 200)], 8);
    expect(weeks[0]?.band).toEqual({ y: 65.5, height: 4.5 });
    expect(weeks[1]?.band).toEqual({ y: 31, height: 9 });
    expect(weeks[2]?.band).toBeNull();
    expect(plot([week(1, 0, 0, 0)], 8).weeks[0]?.band).toBeNull();
  });

  it("more than was asked still fits", () => {
    const { top, ticks, weeks } = plot([week(1, 400, 0, 180)], 8);
    expect(top).toBe(400);
    expect(weeks[0]?.measured?.y).toBe(0);
    expect(ticks.every((tick) => tick.y >= 0 && tick.y <= 100)).toBe(true);
  });

  it("weeks to come have a place and no marks", () => {
    const { weeks, column } = plot([week(1, 10, 0)], 8);
    expect(weeks).toHaveLength(8);
    expect(column).toBe(12.5);
    expect(weeks[7]).toMatchObject({ week: 8, measured: null, reported: null });
  });

  it("an empty log draws an empty plot", () => {
    expect(plot([], 0).weeks).toHaveLength(1);
    expect(plot([week(1, 0, 0, 0)], 8).weeks[0]?.measured).toBeNull();
  });
});

it("a stretched week is drawn in sevens, and a week to come in one", () => {
  const days = Array.from({ length: 14 }, (_, at) => ({
    day: addDays("2026-02-05", at),
    measured_minutes: 0,
    reported_minutes: 0,
  }));
  expect(sevens(days).map((seven) => [seven.length, seven[0]?.day])).toEqual([
    [7, "2026-02-05"],
    [7, "2026-02-12"],
  ]);
  expect(sevens([])).toEqual([[]]);
});

it("a stroke grows with the minutes and is never lost", () => {
  expect([0, 1, 14, 15, 34, 35, 240].map(thickness)).toEqual([0, 1, 1, 2, 2, 3, 3]);
});

it("a day says both kinds apart and never their sum", () => {
  const day = { day: "2026-03-12", measured_minutes: 25, reported_minutes: 10 };
  expect(dayWords(day, "2026-03-14")).toBe("25 min, measured; 10 min, you entered");
  const none = { day: "2026-03-12", measured_minutes: 0, reported_minutes: 0 };
  expect(dayWords(none, "2026-03-14")).toBe("none");
  expect(dayWords(none, "2026-03-12")).toBe("today, open");
  expect(dayWords(none, "2026-03-11")).toBe("to come");
});

it("an hour stands in its place, and hours without a sit leave no mark and no row", () => {
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, sits: 0 }));
  hours[0] = { hour: 0, sits: 1 };
  hours[18] = { hour: 18, sits: 4 };
  const { bars, names, ticks } = hoursPlot(hours);
  expect(bars.map((bar) => bar.height)).toEqual([25, 100]);
  const evening = names.find(({ words }) => words === "6 pm");
  expect((bars[1]?.x ?? 0) + (bars[1]?.width ?? 0) / 2).toBeCloseTo(evening?.x ?? 0);
  expect(ticks.map((tick) => tick.value)).toEqual([0, 4]);
  expect(hoursTable(hours).rows).toEqual([
    ["midnight", 1],
    ["6 pm", 4],
  ]);
});

it("every table keeps measured and entered in columns of their own", () => {
  const line = { practice: "lake", title: "Lake", days: 2, measured_minutes: 20, reported_minutes: 9 };
  const days = [
    { day: "2026-03-12", measured_minutes: 20, reported_minutes: 9 },
    { day: "2026-03-13", measured_minutes: 0, reported_minutes: 0 },
  ];
  const weeks = [{ ...week(1, 20, 9, 180), days, days_done: 1 }];
  for (const table of [daysTable(weeks, "2026-03-12"), weeksTable(weeks), mixTable([line])]) {
    const measured = table.head.indexOf("Measured, min");
    const entered = table.head.indexOf("Entered by you, min");
    expect(table.rows.map((row) => [row[measured], row[entered]])).toEqual([[20, 9]]);
    expect(table.rows.every((row) => row.length === table.head.length)).toBe(true);
  }
  expect(weeksTable(weeks).rows[0]).toContain("1 of 6");
});

describe("days a week", () => {
  it("the band stands at 3 to 4 of 6, and moves with what is asked", () => {
    const of = (asked: number) => ({ ...week(1, 30, 0), days_done: 3, days_asked: asked });
    const { weeks } = weeklyPlot([of(6), of(3)], 8);
    const days = (y: number) => Math.round((100 - y) * 7) / 100;
    expect(weeks.map(({ band }) => band && [days(band.foot), days(band.y)])).toEqual([
      [3, 4],
      [1.5, 2],
      ...Array.from({ length: 6 }, () => null),
    ]);
    expect(days(weeks[0]?.bar?.y ?? 0)).toBe(3);
  });
});
