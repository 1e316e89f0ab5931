import { expect, it } from "vitest";
import { extent, goOn, kept } from "./words";

const section = (id: string) => ({ id, title: id, blocks: [] });
const sections = ["phone", "answer", "bite", "floor"].map(section);

it("reading goes on at the next section that was not read", () => {
  expect(goOn({ sections, read: ["phone"], resume: "answer" })?.id).toBe("answer");
  expect(goOn({ sections, read: ["answer", "bite", "phone"], resume: "answer" })?.id).toBe("floor");
});

it("before the first section and after the last there is nowhere to go on", () => {
  expect(goOn({ sections, read: [], resume: null })).toBeUndefined();
  expect(goOn({ sections, read: sections.map((one) => one.id), resume: "floor" })).toBeUndefined();
});

it("what was kept is said with its day, and nothing is said of what was not", () => {
  const dots = { id: "dots", title: "Nine dots", part: "week-1", minutes: 5, times: 1 };
  expect(kept({ ...dots, kept: 0, last: null })).toBe("");
  expect(kept({ ...dots, kept: 1, last: "2026-03-03" })).toBe("Kept on March 3");
  expect(kept({ ...dots, kept: 4, last: "2026-03-09" })).toBe("Kept 4 times, last on March 9");
});

it("the list says how far a lesson was read", () => {
  const card = { part: "day", kind: "day" as const, week: 6, title: "", lead: "", minutes: 13, sections: 9 };
  expect(extent({ ...card, read: 0 })).toBe("The day of mindfulness. About 13 minutes.");
  expect(extent({ ...card, read: 2 })).toContain("You have read 2 of 9 parts.");
  expect(extent({ ...card, read: 9 })).toContain("Read to the end.");
});
