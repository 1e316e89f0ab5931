import { expect, it } from "vitest";
import { ending, timed } from "./run";

const step = (minutes: number, title: string, text = "") => ({
  minutes,
  title,
  text: [{ kind: "text" as const, text }],
});

it("steps follow each other on the clock, from any start", () => {
  const run = timed([step(10, "Arriving"), step(45, "Body scan"), step(5, "Closing")], 18 * 60 + 30);
  expect(run.map((one) => one.at)).toEqual(["6:30 pm", "6:40 pm", "7:25 pm"]);
  expect(run.map((one) => one.into)).toEqual(["0:00", "0:10", "0:55"]);
});

it("a class for people on nights runs on past midnight", () => {
  const begins = 23 * 60 + 30;
  const run = timed([step(30, "Arriving"), step(45, "Body scan"), step(15, "Circle")], begins);
  expect(run.map((one) => one.at)).toEqual(["11:30 pm", "12:00 am", "12:45 am"]);
  expect(ending(begins, 90)).toBe("1:00 am, the next day");
  expect(ending(18 * 60, 150)).toBe("8:30 pm");
});

it("midnight itself belongs to the next day", () => {
  expect(ending(23 * 60, 60)).toBe("12:00 am, the next day");
});

it("a plan’s own count is left to its column, and a count that is wrong stays in view", () => {
  const [first, second] = timed([step(20, "Arriving", "(0:00) One stroke."), step(5, "Walk", "(9:99) Go.")], 0);
  expect(first?.text).toEqual([{ kind: "text", text: "One stroke." }]);
  expect(second?.text).toEqual([{ kind: "text", text: "(9:99) Go." }]);
});
