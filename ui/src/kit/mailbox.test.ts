import { expect, it } from "vitest";
import type { Tried } from "../api/bindings/Tried";
import { kindWords, testWords, triedWords } from "./mailbox";

const trouble = {
  code: "mailbox-closed",
  severity: "notice",
  happened: "It did not let us in.",
  next: "",
} as const;
const tried = (change: Partial<Tried>): Tried => ({
  step: "list",
  needed: true,
  asked: true,
  trouble: null,
  ...change,
});

it("what does not work and is not needed worries nobody", () => {
  expect(triedWords(tried({ needed: false, trouble })).how).toBe(
    "Not allowed. You don’t need it.",
  );
});

it("what is needed and does not work says why", () => {
  expect(triedWords(tried({ trouble })).how).toBe("It did not let us in.");
  expect(testWords({ works: false, tried: [] })).toContain("does not work yet");
});

it("what was not asked does not pass for working", () => {
  expect(triedWords(tried({ asked: false })).how).not.toContain("Works");
});

it("an address this program cannot read says so", () => {
  expect(kindWords(null)).toContain("cannot use");
});
