import { expect, it } from "vitest";
import type { Protocol } from "../../api/bindings/Protocol";
import { Draft, number } from "./draft.svelte";

const KEPT: Protocol = {
  version: 2,
  waves: [
    {
      id: "baseline",
      title: "Before the course",
      anchor: "start",
      due: 0,
      before: 28,
      after: 6,
      instruments: ["checkin"],
    },
  ],
  shows_scores: true,
  sends_words: false,
  ethics: "Approved.",
  allocation: "blocks",
  unlocks_after: 113,
  least_classes: null,
  consent: { version: 3, text: "Please read." },
  keeps_years: 10,
};

function draft(): Draft {
  const made = new Draft();
  made.take(KEPT);
  return made;
}

it("what was read and not touched is not changed", () => {
  expect(draft().changed).toBe(false);
  expect(draft().protocol).toEqual(KEPT);
});

it("keeps what the form does not ask: versions, ids, and how people come into arms", () => {
  const one = draft();
  one.waves[0]!.title = "Baseline";
  one.consent = "Other words.";
  expect(one.changed).toBe(true);
  expect(one.protocol.waves[0]!.id).toBe("baseline");
  expect(one.protocol.allocation).toBe("blocks");
  expect(one.protocol.consent).toEqual({ version: 3, text: "Other words." });
});

it("an emptied field is nothing, not zero", () => {
  const one = draft();
  one.keeps_years = "";
  one.consent = "  ";
  expect(one.protocol.keeps_years).toBeNull();
  expect(one.protocol.consent).toBeNull();
});

it("reads whole numbers and nothing else", () => {
  expect([" 91 ", "0", "-3", "1.5", "soon", ""].map(number)).toEqual([91, 0, null, null, null, null]);
});

it("a new wave asks what the one before it asked", () => {
  const one = draft();
  one.addWave();
  expect(one.protocol.waves[1]).toMatchObject({ id: "", anchor: "end", instruments: ["checkin"] });
});
