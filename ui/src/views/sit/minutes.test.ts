import { describe, expect, it } from "vitest";
import { daysThisWeek, kept, lengthProblem, minutesLeft, noted } from "./minutes";

describe("minutes left", () => {
  it("shows the whole length at the start and ten seconds in", () => {
    expect(minutesLeft(1500, 0)).toEqual({ figure: 25, words: "minutes left" });
    expect(minutesLeft(1500, 10).figure).toBe(25);
  });

  it("says one minute as one", () => {
    expect(minutesLeft(1500, 1440)).toEqual({ figure: 1, words: "minute left" });
    expect(minutesLeft(1500, 1411).figure).toBe(1);
  });

  it("gives up figures in the last minute, and stays there past the end", () => {
    expect(minutesLeft(1500, 1440.5)).toEqual({ figure: null, words: "Less than a minute left" });
    expect(minutesLeft(1500, 1600).figure).toBeNull();
  });
});

it("what was sat is noted as the log rounds it", () => {
  expect(noted(720)).toBe("12 minutes, noted.");
  expect(noted(749)).toBe("12 minutes, noted.");
  expect(noted(750)).toBe("13 minutes, noted.");
  expect(noted(60)).toBe("1 minute, noted.");
  expect(noted(59)).toBe("Less than a minute, noted.");
});

it("the brake says what is kept without seconds", () => {
  expect(kept(600)).toBe("Your ten minutes are kept.");
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
