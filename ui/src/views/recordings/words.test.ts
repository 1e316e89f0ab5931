import { expect, it } from "vitest";
import { heard, lasts } from "./words";

const line = { id: "r", title: "Slowly", by: "Joan", seconds: 1380 };
const cue = (recorded: boolean) => ({
  id: "arrive",
  words: "You can stop here for a while.",
  seconds: 6.4,
  recording: recorded ? line : null,
});

it("short recordings are said in seconds, long ones in minutes", () => {
  expect([0.6, 6.4, 60, 100, 1380, 5400].map(lasts)).toEqual([
    "1 second",
    "6 seconds",
    "60 seconds",
    "2 minutes",
    "23 minutes",
    "1 hour 30 minutes",
  ]);
});

it("a practice says what there is of it in the trainer’s voice", () => {
  const practice = { practice: "lake", title: "Lake" };
  expect(heard({ ...practice, whole: [], cues: [cue(false), cue(false)] })).toBe("Nothing yet. 2 cues.");
  expect(heard({ ...practice, whole: [line], cues: [cue(true), cue(false)] })).toBe(
    "1 recording of the whole practice. 1 of 2 cues.",
  );
});
