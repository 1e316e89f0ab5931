import { expect, it } from "vitest";
import type { OwnSit } from "../../api/bindings/OwnSit";
import { about, delayWords, draftOf, inAll, newPart, partLine, problem, sitOf, TIMER } from "./own";

const choices = { minutes: 20, anchor: "feet", posture: "chair", eyes: "open" } as const;

const mix: OwnSit = {
  id: "mix",
  title: "Sit, move, lie down",
  delay_seconds: 45,
  bowl: "large",
  strokes: 2,
  segments: [
    { title: "Sitting", minutes: 20, practice: "sitting-breath", voice: true, choices, every: null, at: [] },
    { title: "Walking", minutes: 30, practice: "walking", voice: false, choices: null, every: 5, at: [7, 11] },
    { title: "Silence", minutes: null, practice: null, voice: false, choices: null, every: null, at: [] },
  ],
};

it("a sit comes back from the form as it went in", () => {
  expect(sitOf(draftOf(mix))).toEqual(mix);
  expect(sitOf(draftOf(TIMER))).toEqual(TIMER);
  expect(problem(draftOf(mix))).toBeNull();
});

it("the whole length is said in words, with what stays open", () => {
  const draft = draftOf(mix);
  expect(inAll(draft)).toBe("50 minutes, and then an open end.");
  draft.parts.splice(2, 1);
  expect(inAll(draft)).toBe("In all 50 minutes.");
  draft.parts[0]!.minutes = "60";
  expect(inAll(draft)).toBe("In all 1 hour 30 minutes.");
  draft.parts[0]!.minutes = "an hour";
  expect(inAll(draft)).toBe("");
  draft.parts = [{ ...newPart(), open: true }];
  expect(inAll(draft)).toBe("It goes on until you end it.");
  draft.parts = [];
  expect(inAll(draft)).toBe("There is nothing in this sit yet.");
});

it("a part that is no longer the last, or has a voice, needs its minutes again", () => {
  const draft = draftOf(mix);
  draft.parts.push(newPart());
  expect(problem(draft)).toMatchObject({ key: draft.parts[2]!.key, field: "minutes" });
  draft.parts.pop();
  draft.parts[2]!.voice = true;
  expect(problem(draft)?.field).toBe("minutes");
});

it("bells in between are left out where the voice speaks, and stay in the form", () => {
  const draft = draftOf(mix);
  draft.parts[1]!.voice = true;
  expect(sitOf(draft).segments[1]).toMatchObject({ every: null, at: [] });
  draft.parts[1]!.voice = false;
  expect(sitOf(draft).segments[1]).toMatchObject({ every: 5, at: [7, 11] });
});

it("minutes that cannot be read are named at their field", () => {
  const wrong = (field: "minutes" | "every" | "at", text: string) => {
    const draft = draftOf(TIMER);
    draft.parts[0]![field] = text;
    return problem(draft)?.field ?? null;
  };
  for (const text of ["", "ten", "2.5", "-3"]) expect(wrong("minutes", text), text).toBe("minutes");
  expect(wrong("every", "5 min")).toBe("every");
  expect(wrong("every", "0")).toBe("every");
  expect(wrong("at", "5; 10, end")).toBe("at");
  expect([wrong("every", " "), wrong("at", ""), wrong("at", " 5 10;15 ")]).toEqual([null, null, null]);
});

it("a part’s line says what is still missing", () => {
  const draft = draftOf(mix);
  expect(draft.parts.map((part) => partLine(draft, part))).toEqual([
    "Sitting, 20 minutes",
    "Walking, 30 minutes",
    "Silence, open end",
  ]);
  Object.assign(draft.parts[0]!, { title: " ", minutes: "" });
  expect(partLine(draft, draft.parts[0]!)).toBe("No name yet, no length yet");
});

it("a list names a few parts, and of many the first and the last", () => {
  const card = { sit: mix, minutes: null, shipped: true, kept: false, trouble: null };
  expect(about({ ...card, lines: ["Silence, 20 minutes"] })).toBe("Silence, 20 minutes.");
  expect(about({ ...card, lines: ["Sitting, 20 minutes", "Silence, open end"] })).toBe(
    "Open end. Sitting, 20 minutes. Silence, open end.",
  );
  expect(about({ ...card, minutes: 390, lines: Array(19).fill("A part, 1 minute") })).toBe(
    "6 h 30 min, 19 parts, from “Sitting” to “Silence”.",
  );
});

it("the time before the first bell is said in seconds or minutes", () => {
  expect([0, 10, 60, 90, 300].map(delayWords)).toEqual(["None", "10 s", "1 min", "90 s", "5 min"]);
});
