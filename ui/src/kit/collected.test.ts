import { expect, it } from "vitest";
import { collectedWords, gapWords, progressWords, setAsideWords } from "./collected";

const none = { new: 0, known: 12, facts: 0, set_aside: [], left: 0, trouble: null };

it("a collect says what was new, not what was known", () => {
  expect(collectedWords(none)).toBe("Nothing new since the last time.");
  expect(collectedWords({ ...none, new: 1, facts: 1 })).toBe("1 new hand-in, with 1 entry.");
  expect(collectedWords({ ...none, new: 3, facts: 41 })).toBe("3 new hand-ins, with 41 entries.");
});

it("a collect that ended early does not say that nothing was new", () => {
  expect(collectedWords({ ...none, left: 2 })).toBe("2 files not looked at yet: collect again.");
});

it("files set aside are counted, and nothing was taken from them", () => {
  expect(setAsideWords(1)).toBe("1 file was set aside: nothing was taken from it.");
  expect(setAsideWords(2)).toBe("2 files were set aside: nothing was taken from them.");
});

it("progress is counted once it is known how much there is", () => {
  expect(progressWords(null)).toBe("Asking the mailbox what is there.");
  expect(progressWords({ done: 0, total: 0 })).toBe("Asking the mailbox what is there.");
  expect(progressWords({ done: 3, total: 40 })).toBe("3 of 40 hand-ins");
});

it("missing hand-ins are named by number", () => {
  expect(gapWords([3])).toBe("Number 3 is missing.");
  expect(gapWords([3, 5])).toBe("Numbers 3 and 5 are missing.");
});
