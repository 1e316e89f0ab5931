import { expect, it } from "vitest";
import { about, changed, minutesFrom, minuteWords, size } from "./words";

const none = { facts: 0, sits: 0, questionnaires: 0, entries: 0, days: [] };

it("what would be lost is said as people count it", () => {
  const two = { ...none, facts: 4, sits: 2, entries: 1, days: ["2026-03-13", "2026-03-14"] };
  expect(changed(two)).toBe("2 sits, 1 entry and 1 other note, of March 13 and March 14");
  const days = ["2026-03-02", "2026-03-05", "2026-03-14"];
  expect(changed({ ...none, facts: 3, questionnaires: 3, days })).toBe(
    "3 questionnaires, of 3 days from March 2 to March 14",
  );
  expect(changed({ ...none, facts: 1, days: ["2026-03-02"] })).toBe("1 note, of March 2");
});

it("a backup says why it is there and how large it is", () => {
  const line = { name: "x", made_at: "2026-03-12T19:27:00-05:00", bytes: 1_234_000 };
  expect(about({ ...line, reason: "daily" })).toBe("Made by itself. 1.2 MB");
  expect([size(0), size(48_300), size(999_600)]).toEqual(["1 kB", "48 kB", "1000 kB"]);
});

it("minutes chosen elsewhere stay among those that can be chosen", () => {
  expect(minutesFrom(15)).toEqual(minutesFrom(null));
  expect(minutesFrom(3).slice(0, 3)).toEqual([1, 3, 5]);
  expect([1, 30, 60, 240].map(minuteWords)).toEqual(["1 minute", "30 minutes", "1 hour", "4 hours"]);
});
