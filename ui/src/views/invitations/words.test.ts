import { expect, it } from "vitest";
import type { InvitedCoach } from "../../api/bindings/InvitedCoach";
import { canWrite, stateWords } from "./words";

const COACH: InvitedCoach = {
  code: "7KQM-2X9T",
  name: "Imani",
  arm: "course",
  written_on: "2026-03-03",
  phone_code: null,
  joined: false,
  revoked_on: null,
  withdrew: null,
};

it("says where an invitation stands", () => {
  expect(stateWords({ ...COACH, written_on: null })).toBe("no file yet");
  expect(stateWords(COACH)).toBe("file written on March 3");
  expect(stateWords({ ...COACH, joined: true })).toBe("joined");
  expect(stateWords({ ...COACH, joined: true, revoked_on: "2026-03-09" })).toBe("revoked on March 9");
});

it("a withdrawal is what counts, and what became of what was given", () => {
  const withdrew = { day: "2026-04-02", keep: false };
  const coach = { ...COACH, joined: true, withdrew };
  expect(stateWords(coach)).toBe("withdrew on April 2, what they gave is deleted");
  expect(canWrite(coach)).toBe(false);
  expect(canWrite(COACH)).toBe(true);
});
