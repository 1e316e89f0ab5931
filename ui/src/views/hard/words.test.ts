import { expect, it } from "vitest";
import { howWords, notedWords } from "./words";

const how = { unpleasant: true, affected_day: false, lasted: true };
const line = { day: "2026-03-03", how, practice: "Body scan", note: "", tell_trainer: false };

it("what was noted is said in the words of the ticks", () => {
  expect(howWords(line)).toBe("It was unpleasant. It lasted past the day. With: Body scan.");
});

it("what is said after noting tells who hears of it", () => {
  expect(notedWords("2026-03-03", null)).toBe("Noted for March 3. Your words stay here.");
  expect(notedWords("2026-03-03", "Joan")).toContain("Joan hears that it happened");
});
