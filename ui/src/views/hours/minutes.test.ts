import { expect, it } from "vitest";
import { minutesOf } from "./minutes";

it("hours are read as people write them", () => {
  expect(["1:30", "1.5", "1,5 h", "2", "2 hours", "90 min", " 0:05 "].map(minutesOf)).toEqual([
    90, 90, 90, 120, 120, 90, 5,
  ]);
});

it("what is no length of time is none", () => {
  for (const text of ["", "0", "0:00", "1:75", "an hour", "-1", "1:2"]) {
    expect(minutesOf(text), text).toBeNull();
  }
});
