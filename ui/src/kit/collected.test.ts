import { expect, it } from "vitest";
import { collectedWords, setAsideWords } from "./collected";

it("a collect says what was new, not what was known", () => {
  const none = { new: 0, known: 12, facts: 0, set_aside: [] };
  expect(collectedWords(none)).toBe("Nothing new since the last time.");
  expect(collectedWords({ ...none, new: 1, facts: 1 })).toBe("1 new hand-in, with 1 entry.");
  expect(collectedWords({ ...none, new: 3, facts: 41 })).toBe("3 new hand-ins, with 41 entries.");
});

it("files set aside are counted, and nothing was taken from them", () => {
  expect(setAsideWords(1)).toBe("1 file was set aside: nothing was taken from it.");
  expect(setAsideWords(2)).toBe("2 files were set aside: nothing was taken from them.");
});
