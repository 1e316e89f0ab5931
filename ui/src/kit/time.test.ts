import { expect, it } from "vitest";
import { isoTime, length, minuteOf, timeWords, wall } from "./time";

const read = (text: string) => {
  const minute = minuteOf(text);
  return minute === null ? null : isoTime(minute);
};

it("a time is read as people write it", () => {
  for (const text of ["6:30 pm", "6:30pm", "6.30 PM", " 6:30 p.m. ", "6:30\u00a0p.\u00a0m.", "6:30 p. m.", "630 pm", "6 30 pm", "18:30", "1830", "18:30:00", "6:30p"]) {
    expect(read(text), text).toBe("18:30:00");
  }
  expect(read("7")).toBe("07:00:00");
  expect(read("6:30")).toBe("06:30:00");
  expect(read("noon")).toBe("12:00:00");
  expect(read("medianoche")).toBe("00:00:00");
  expect(["6:30 de la tarde", "7 de la mañana", "12 de la noche", "18h30"].map(read)).toEqual([
    "18:30:00",
    "07:00:00",
    "00:00:00",
    "18:30:00",
  ]);
});

it("twelve is midnight in the morning and noon in the afternoon", () => {
  expect(read("12:05 am")).toBe("00:05:00");
  expect(read("12 pm")).toBe("12:00:00");
  expect(read("midnight")).toBe("00:00:00");
});

it("what is no time is none", () => {
  for (const text of ["", "soon", "25:00", "6:75 pm", "13 pm", "0 am", "6:3", "6:30 pm or so", "after court", "constructor"]) {
    expect(read(text), text).toBeNull();
  }
});

it("a time comes back as it is said", () => {
  expect(timeWords("18:30:00")).toBe("6:30 pm");
  expect(timeWords("00:05:00")).toBe("12:05 am");
  expect(timeWords(null)).toBe("");
  expect(wall(24 * 60 + 45)).toBe("12:45 am");
});

it("lengths are said in hours and minutes", () => {
  expect([150, 60, 45, 390].map(length)).toEqual([
    "2 hours 30 minutes",
    "1 hour",
    "45 minutes",
    "6 hours 30 minutes",
  ]);
});
