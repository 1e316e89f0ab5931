import { describe, expect, it } from "vitest";
import {
  at,
  type BigTime,
  daysThisWeek,
  kept,
  lengthProblem,
  noted,
  shortLength,
  timeGone,
  timeLeft,
} from "./minutes";

const big = ({ figures, words }: BigTime) =>
  [...figures.map(({ figure, unit }) => `${figure}${unit}`), words].join(" ");

describe("time left", () => {
  it("shows the whole length at the start and ten seconds in", () => {
    expect(big(timeLeft(1500, 0))).toBe("25 minutes left");
    expect(big(timeLeft(1500, 10))).toBe("25 minutes left");
  });

  it("says one minute as one", () => {
    expect(big(timeLeft(1500, 1440))).toBe("1 minute left");
    expect(big(timeLeft(1500, 1411))).toBe("1 minute left");
  });

  it("gives up figures in the last minute, and stays there past the end", () => {
    expect(big(timeLeft(1500, 1440.5))).toBe("Less than a minute left");
    expect(big(timeLeft(1500, 1600))).toBe("Less than a minute left");
  });

  it("is in hours past the first hour, and an hour is sixty minutes", () => {
    expect(big(timeLeft(3600, 0))).toBe("60 minutes left");
    expect(big(timeLeft(3660, 0))).toBe("1h 1min left");
    expect(big(timeLeft(7200, 0))).toBe("2 hours left");
    expect(big(timeLeft(390 * 60, 0))).toBe("6h 30min left");
  });

  it("does not count the time to settle before the first bell", () => {
    expect(big(timeLeft(1500, 0, 300))).toBe("20 minutes left");
    expect(big(timeLeft(1500, 290, 300))).toBe("20 minutes left");
    expect(big(timeLeft(1500, 600, 300))).toBe("15 minutes left");
  });
});

it("time gone by counts whole minutes from the first bell", () => {
  expect(big(timeGone(5, 10))).toBe("Less than a minute so far");
  expect(big(timeGone(69, 10))).toBe("Less than a minute so far");
  expect(big(timeGone(70, 10))).toBe("1 minute gone by");
  expect(big(timeGone(130, 10))).toBe("2 minutes gone by");
  expect(big(timeGone(2 * 3600 + 59))).toBe("2 hours gone by");
});

it("a list says hours in short, and a place in a sit as a clock does", () => {
  expect([45, 60, 390, 0, null].map(shortLength)).toEqual([
    "45 min",
    "1 h",
    "6 h 30 min",
    "0 min",
    "open end",
  ]);
  expect([8, 750, 7510].map(at)).toEqual(["0:08", "12:30", "2:05:10"]);
});

it("what was sat is noted as the log rounds it", () => {
  expect(noted(720)).toBe("12 minutes, noted.");
  expect(noted(749)).toBe("12 minutes, noted.");
  expect(noted(750)).toBe("13 minutes, noted.");
  expect(noted(60)).toBe("1 minute, noted.");
  expect(noted(59)).toBe("Less than a minute, noted.");
  expect(noted(390 * 60)).toBe("6 hours 30 minutes, noted.");
});

it("the brake says what is kept without seconds", () => {
  expect(kept(600)).toBe("Your ten minutes are kept.");
  expect(kept(75 * 60)).toBe("Your 1 hour 15 minutes are kept.");
  expect(kept(61)).toBe("Your one minute is kept.");
  expect(kept(12)).toBe("What you sat is kept.");
});

it("days are counted against the days asked, and against nothing when none are", () => {
  expect(daysThisWeek(3, 6)).toBe("Three of six days this week.");
  expect(daysThisWeek(1, 0)).toBe("One day this week.");
  expect(daysThisWeek(9, 6)).toBe("Nine days this week.");
});

it("a length is whole minutes within the practice’s bounds", () => {
  expect(lengthProblem("25", 10, 45)).toBeNull();
  expect(lengthProblem(" 10 ", 10, 45)).toBeNull();
  for (const wrong of ["", "9", "46", "12.5", "-12", "1e1", "ten"]) {
    expect(lengthProblem(wrong, 10, 45), wrong).toContain("from 10 to 45");
  }
});
