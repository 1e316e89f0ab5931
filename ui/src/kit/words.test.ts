import { expect, it } from "vitest";
import { capital, count, list, sentence } from "./words";

it("numbers up to twelve are words, beyond that figures", () => {
  expect(count(0)).toBe("none");
  expect(count(6)).toBe("six");
  expect(count(12)).toBe("twelve");
  expect(count(13)).toBe("13");
  expect(capital(count(4))).toBe("Four");
});

it("a list ends in and", () => {
  expect(list([])).toBe("");
  expect(list(["Joan"])).toBe("Joan");
  expect(list(["Joan", "Dana", "Ruth"])).toBe("Joan, Dana and Ruth");
});

it("a sentence ends once, however it was written", () => {
  expect(sentence("© Somebody, 2009")).toBe("© Somebody, 2009.");
  expect(sentence("It is not sold. ")).toBe("It is not sold.");
  expect(sentence("")).toBe("");
});
