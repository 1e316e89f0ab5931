import { expect, it } from "vitest";
import type { LogSit } from "../../api/bindings/LogSit";
import { byDay } from "./ticks";
import { dayProblem, lengthWords, minutesProblem, obstacleWords, onDay, sitName } from "./words";

const entered: LogSit = {
  id: "e1",
  day: "2026-03-12",
  practice: "walking",
  title: "Walking",
  measured_seconds: null,
  reported_minutes: 20,
  to_the_bell: false,
  cut_short: false,
  source: "entered",
  changed: false,
  obstacles: [],
  comment: "",
};
const measured: LogSit = { ...entered, measured_seconds: 42, reported_minutes: null, source: null };

it("a sit says where its length comes from", () => {
  expect(lengthWords(entered)).toBe("20 minutes, entered by you");
  expect(lengthWords({ ...entered, changed: true })).toContain("changed later");
  expect(lengthWords({ ...entered, source: "imported" })).toBe("20 minutes, from another program");
  expect(lengthWords(measured)).toBe("Less than a minute, measured here");
  expect(lengthWords({ ...measured, measured_seconds: 1502, to_the_bell: true })).toBe(
    "25 minutes, measured here, to the last bell",
  );
  expect(sitName(entered)).toBe("Walking, March 12, 20 minutes");
});

it("what was in the way reads as one line, in the order of the boxes", () => {
  expect(obstacleWords(["no-time", "sleepy"])).toBe("Sleepy, too little time.");
  expect(obstacleWords([])).toBe("");
});

it("minutes entered by hand are whole, from 1 to 240", () => {
  expect(minutesProblem("240")).toBeNull();
  for (const wrong of ["0", "241", "", "1.5", "an hour"]) {
    expect(minutesProblem(wrong), wrong).not.toBeNull();
  }
});

it("a day is today or before, and there is one", () => {
  expect(dayProblem("2026-03-12", "2026-03-12")).toBeNull();
  expect(dayProblem("2019-02-28", "2026-03-12")).toBeNull();
  for (const wrong of ["2026-03-13", ""]) expect(dayProblem(wrong, "2026-03-12")).not.toBeNull();
});

it("a day is said as near as it is", () => {
  expect(onDay("2026-03-12", "2026-03-12")).toBe("today");
  expect(onDay("2026-02-28", "2026-03-01")).toBe("yesterday");
  expect(onDay("2026-03-08", "2026-03-12")).toBe("on Sunday, March 8");
  expect(onDay("2025-12-31", "2026-01-02")).toBe("on Wednesday, December 31, 2025");
});

it("ticks stand by day, the latest first, also of what the course no longer names", () => {
  const routine = { id: "routine", title: "One routine thing", about: "", monthly: false };
  const days = byDay(
    [
      { informal: "routine", day: "2026-03-10", word: "" },
      { informal: "routine", day: "2026-03-12", word: "seat belt" },
      { informal: "juggling", day: "2026-03-12", word: "" },
    ],
    [routine],
  );
  expect(days.map((each) => each.day)).toEqual(["2026-03-12", "2026-03-10"]);
  expect(days[0]?.things.map(({ thing, word }) => [thing.title, word])).toEqual([
    ["One routine thing", "seat belt"],
    ["juggling", ""],
  ]);
});
