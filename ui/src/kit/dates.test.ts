import { describe, expect, it } from "vitest";
import { addDays, clock, daysBetween, fullDay, isDay, moment, partOfDay, shortDay, weekday } from "./dates";

describe("dates", () => {
  it("a local day stays the same day in every time zone", () => {
    for (const zone of ["Pacific/Apia", "America/Chicago", "Pacific/Pago_Pago"]) {
      process.env.TZ = zone;
      expect(weekday("2026-03-12")).toBe("Thursday, March 12");
      expect(shortDay("2026-01-01")).toBe("January 1");
      expect(fullDay("2026-12-31")).toBe("December 31, 2026");
    }
  });

  it("a time is shown as the clock on the wall said, whatever its offset", () => {
    expect(clock("2026-03-12T19:27:41.123-05:00")).toBe("7:27 pm");
    expect(clock("2026-03-12T19:27:00+13:00")).toBe("7:27 pm");
    expect(clock("2026-03-12T00:05:00Z")).toBe("12:05 am");
    expect(clock("2026-03-12T12:00:00Z")).toBe("12:00 pm");
    expect(moment("2026-03-03T21:14:00-06:00")).toBe("March 3, 9:14 pm");
  });

  it("somebody up at three is greeted as in the evening", () => {
    expect(partOfDay("2026-03-12T03:10:00-05:00")).toBe("evening");
    expect(partOfDay("2026-03-12T04:00:00-05:00")).toBe("morning");
    expect(partOfDay("2026-03-12T12:00:00-05:00")).toBe("afternoon");
    expect(partOfDay("2026-03-12T17:00:00-05:00")).toBe("evening");
  });

  it("a day that no calendar has is no day", () => {
    expect(isDay("2028-02-29")).toBe(true);
    for (const wrong of ["", "2026-02-29", "2026-13-01", "2026-3-1", "March 1", "2026-03-12T10:00"]) {
      expect(isDay(wrong), wrong).toBe(false);
    }
  });

  it("days are counted across a change of the clocks", () => {
    expect(daysBetween("2026-03-07", "2026-03-09")).toBe(2);
    expect(daysBetween("2026-03-09", "2026-03-07")).toBe(-2);
    expect(daysBetween("2026-03-07T23:59:00-06:00", "2026-03-08T00:01:00-05:00")).toBe(1);
  });

  it("days go back over a month’s end and a clock change", () => {
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(addDays("2026-03-09", -1)).toBe("2026-03-08");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });
});
