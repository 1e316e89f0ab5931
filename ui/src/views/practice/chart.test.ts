import { describe, expect, it } from "vitest";
import type { LogWeek } from "../../api/bindings/LogWeek";
import { band, dayWords, plot, sevens, thickness } from "./chart";
import { addDays, reportProblem } from "./report";

function week(number: number, measured: number, reported: number, asked = 270): LogWeek {
  return {
    week: number,
    days: [],
    days_done: 0,
    days_asked: 6,
    minutes_asked: asked,
    plan_version: 0,
    band: { from_minutes: 162, usual_minutes: 173, to_minutes: 186 },
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

  it("the band follows what each week asked", () => {
    const { weeks } = plot([week(1, 0, 0, 135), week(2, 0, 0, 270)], 8);
    expect(weeks[0]?.band?.height).toBeCloseTo(4.5);
    expect(weeks[1]?.band?.height).toBeCloseTo(9);
    expect(weeks[1]?.band?.y).toBeCloseTo(31);
    expect(weeks[2]?.band).toBeNull();
    expect(band(270)).toEqual({ low: 162, high: 186 });
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

it("minutes entered by hand are whole, from 1 to 240", () => {
  expect(reportProblem("240")).toBeNull();
  for (const wrong of ["0", "241", "", "1.5", "an hour"]) {
    expect(reportProblem(wrong), wrong).not.toBeNull();
  }
});

it("days go back over a month’s end and a clock change", () => {
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  expect(addDays("2026-03-09", -1)).toBe("2026-03-08");
});
