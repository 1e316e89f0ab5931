import { expect, it } from "vitest";
import { minutesOf } from "./minutes";

it("hours are read as people write them", () => {
  expect(["1:30", "1.5", "1,5 h", "2", "2 hours", "90 min", " 0:05 "].map(minutesOf)).toEqual([
    90, 90, 90, 120, 120, 90, 5,
  ]);
});

it("hours are read as people write them in Spanish", () => {
  const said = ["1 h 30", "1h30", "1 h 5 min", "1,5 horas", "2 horas", "90 minutos", "Una hora", "hora y media", "1 hora y 15"];
  expect(said.map(minutesOf)).toEqual([90, 90, 65, 90, 120, 90, 60, 90, 75]);
  expect(["an hour", "1 hour and 15 minutes"].map(minutesOf)).toEqual([60, 75]);
});

it("what is no length of time is none", () => {
  for (const text of ["", "0", "0:00", "1:75", "a while", "constructor", "-1", "1:2"]) {
    expect(minutesOf(text), text).toBeNull();
  }
});
