import { expect, it } from "vitest";
import { calendarHolds, hourWords, inside, keptWords, readTime } from "./words";

const none = { practice_at: null, class_at: null, starts_with_computer: false };

it("an empty time is no reminder, and one that is none says what would be", () => {
  expect(readTime(" ")).toEqual({ time: null, problem: null });
  expect(readTime("6:30 pm").time).toBe("18:30:00");
  expect(readTime("after court").problem).toContain("such as 6:30 pm");
});

it("what is kept is said back, with what it takes to work", () => {
  expect(keptWords(none)).toBe("Kept. There is no reminder.");
  expect(keptWords({ ...none, practice_at: "18:30:00" })).toBe(
    "Kept. The notice comes at 6:30 pm, while Evenkeel is running.",
  );
});

it("a calendar file holds what there is, and always the follow-up", () => {
  expect(calendarHolds(none, false, false)).toEqual([
    "Each questionnaire on the day it is due, the follow-up three months after the course too",
  ]);
  const all = calendarHolds({ ...none, practice_at: "06:30:00", class_at: "18:00:00" }, true, true);
  expect(all[0]).toBe("Your classes, at 6:00 pm");
  expect(all[1]).toBe("Practice, each day at 6:30 am until the course ends");
  expect(all).toHaveLength(4);
});

it("the new folder lies inside the one that was chosen, on any system", () => {
  expect(inside("/home/r/Private/", "Mine")).toBe("/home/r/Private/Mine");
  expect(inside("C:\\Users\\r\\Documents", "Mine")).toBe("C:\\Users\\r\\Documents\\Mine");
  expect(inside("/", "Mine")).toBe("/Mine");
});

it("an hour is said as people say it", () => {
  expect([0, 4, 11, 12].map(hourWords)).toEqual(["midnight", "4 am", "11 am", "noon"]);
});
