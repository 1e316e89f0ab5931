import { expect, it } from "vitest";
import type { Sharing } from "../../api/bindings/Sharing";
import { byDay, savedWords, sentWords } from "./words";

const sent = {
  channel: "progress",
  sequence: 4,
  day: "2026-03-12",
  facts: 6,
  by_hand: false,
  received_on: null,
} as const;
const fact = (day: string, gone: boolean) => ({ day, words: "", exactly: "", sent: gone });
const view = (change: Partial<Sharing>): Sharing => ({
  cohort: "Thursday",
  trainer: "Joan",
  study: null,
  code: null,
  mailbox: null,
  trainer_sees: [],
  study_sees: [],
  sent: [],
  waiting: 0,
  trouble: null,
  ...change,
});

it("a day is received only when every hand-in of it was, and nothing of it waits", () => {
  const received = { ...sent, received_on: "2026-03-13" };
  const state = (change: Partial<Sharing>) => byDay(view(change))[0]?.state;
  expect(state({ sent: [received] })).toBe("received");
  expect(state({ sent: [received, { ...sent, sequence: 5 }] })).toBe("sent");
  expect(state({ sent: [received], trainer_sees: [fact(sent.day, false)] })).toBe("to-send");
});

it("days come with the latest first, and what went out is not counted as waiting", () => {
  const days = byDay(
    view({ trainer_sees: [fact("2026-03-10", true), fact("2026-03-14", false)], sent: [sent] }),
  );
  expect(days.map((day) => day.day)).toEqual(["2026-03-14", "2026-03-12"]);
});

it("a hand-in saved as a file says so", () => {
  expect(sentWords({ ...sent, by_hand: true }, "Joan")).toBe(
    "To Joan, number 4, with 6 entries, saved as a file.",
  );
});

it("nothing left to save is said as such", () => {
  expect(savedWords([])).toContain("nothing to save");
});
