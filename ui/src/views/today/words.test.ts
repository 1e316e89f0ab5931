import { expect, it } from "vitest";
import type { Today } from "../../api/bindings/Today";
import type { Sheet } from "../../api/bindings/Sheet";
import { again, days, followUps, lead, markedWords, monthlyWords, reading, sent, tonight } from "./words";

const today: Today = {
  for_trainer: [],
  name: "Renee",
  now: "2026-03-12T19:27:00-05:00",
  day: "2026-03-12",
  starts_on: "2026-02-24",
  ends_on: "2026-04-20",
  week: 3,
  weeks: 8,
  week_days: 7,
  break_until: null,
  theme: "coming home to the body",
  takes_course: true,
  main: { kind: "rest", next_title: null, next_on: null, course_on: null },
  days_done: 4,
  days_asked: 6,
  lesson: null,
  questionnaires: [],
  informal: [],
  ticks: [],
  ask_about_week: null,
  again: [],
  also: [],
  short: [],
  practice: null,
  mixes: [],
  after: null,
  trainer: null,
  last_sent: null,
};

it("the lead says the day and where the course is", () => {
  expect(lead(today)).toBe("Thursday, March 12. Week 3 of 8: coming home to the body.");
  expect(lead({ ...today, week: 0, starts_on: "2026-03-17", ends_on: "2026-05-11" })).toBe(
    "Thursday, March 12. The course starts on Tuesday, March 17, and ends on May 11.",
  );
  expect(lead({ ...today, week: 9 })).toBe("Thursday, March 12. The eight weeks are behind you.");
  expect(lead({ ...today, takes_course: false })).toBe("Thursday, March 12.");
  expect(lead({ ...today, break_until: "2026-03-17", ends_on: "2026-04-27" })).toBe(
    "Thursday, March 12. Week 3 of 8: coming home to the body. " +
      "No class until Tuesday, March 17; the course ends on April 27.",
  );
});

it("days are counted without praise or blame", () => {
  expect(days(4, 6, 12, 7).join(" ")).toBe("Four of six days. Any six of the seven will do.");
  expect(days(0, 6, 12, 7).join(" ")).toBe(
    "Nothing noted yet this week. You can start with 12 minutes.",
  );
  expect(days(6, 6, 12, 7).join(" ")).toBe("Six of six days. Another is fine, and so is a day off.");
  expect(days(7, 6, 12, 7).join(" ")).toBe("Seven days. That is every day of the week.");
});

it("a week of fourteen days asks for its days once", () => {
  expect(days(4, 6, 12, 14).join(" ")).toBe("Four of six days. Any six of the 14 will do.");
  expect(days(9, 6, 12, 14).join(" ")).toBe("Nine days. A day off is fine too.");
  expect(days(14, 6, 12, 14).join(" ")).toBe("14 days. That is every day of the week.");
});

it("a lesson says how far one is in it", () => {
  const card = { part: "week-1", kind: "week" as const, week: 1, title: "", lead: "", minutes: 14, sections: 9, read: 0 };
  expect(reading(card)).toBe("Lesson 1. 9 parts, about 14 minutes.");
  expect(reading({ ...card, read: 2 })).toBe(
    "Lesson 1. You have read 2 of 9 parts; about 11 minutes to go.",
  );
  expect(reading({ ...card, read: 9 })).toBe("Lesson 1. Read to the end.");
});

it("what was written earlier comes back with its day", () => {
  const card = { id: "intention-card", title: "Your card", part: "orientation", minutes: 5, times: 1, kept: 1 };
  expect(again({ ...card, last: "2026-01-12" })).toBe(
    "You wrote this on January 12. It was to come back to you about now.",
  );
});

it("what went to the trainer is said with the day, and nothing is said where there is none", () => {
  expect(sent(today)).toBe("Everything here is saved on this computer.");
  expect(sent({ ...today, trainer: "Joan", last_sent: "2026-03-10" })).toContain(
    "Joan last received your days and minutes on March 10",
  );
  expect(sent({ ...today, trainer: "Joan" })).toContain("Nothing has gone to Joan yet");
});

it("a class says when it is, and can be noted once it has begun", () => {
  const main = {
    kind: "class" as const,
    week: 3,
    day: "2026-03-12",
    title: "Between two doors",
    minutes: 150,
    at: "18:30:00",
  };
  const at = (now: string) => {
    const { when, begun } = tonight(main, `${now}-05:00`);
    return `${when}, ${begun}`;
  };
  expect(at("2026-03-12T09:00:00")).toBe("Class 3 is tonight at 6:30 pm, false");
  expect(at("2026-03-12T18:30:00")).toBe("Class 3 began at 6:30 pm, true");
  expect(at("2026-03-12T21:00:00")).toBe("Class 3 was today at 6:30 pm, true");
  // Past midnight, before the day of a night owl is over.
  expect(at("2026-03-13T02:10:00")).toBe("Class 3 was today at 6:30 pm, true");
  expect(tonight({ ...main, at: "09:00:00" }, "2026-03-12T07:00:00Z").when).toContain("today at 9:00 am");
  expect(tonight({ ...main, at: null }, "2026-03-12T07:00:00Z")).toMatchObject({
    when: "Class 3 is today",
    begun: true,
  });
});

it("what was marked is said by its days, with the word of today", () => {
  const mark = (day: string, word = "") => ({ informal: "routine", day, word });
  expect(markedWords([mark("2026-03-12")], "2026-03-12")).toBe("Marked today.");
  expect(
    markedWords([mark("2026-03-12", "the kettle"), mark("2026-03-10")], "2026-03-12"),
  ).toBe("Marked on Tuesday, March 10 and today: “the kettle”.");
});

it("what is still to come after the course has its days", () => {
  const informal = { id: "m", title: "", about: "", monthly: true };
  expect(monthlyWords({ informal, last: null, next: "2026-05-20" })).toBe(
    "The first one is around May 20.",
  );
  const sheet = (instrument: string, state: Sheet["state"]): Sheet => ({
    wave: "follow-up",
    wave_title: "Three months after",
    instrument,
    title: instrument,
    about: "",
    items: 10,
    answered: 0,
    minutes: 4,
    state,
    opens_on: "2026-07-13",
    due_on: "2026-07-20",
    closes_on: "2026-08-10",
    receipt: null,
  });
  const waves = followUps([
    sheet("one", "not-due"),
    sheet("two", "not-due"),
    sheet("three", "open"),
  ]);
  expect(waves).toHaveLength(1);
  expect(waves[0]).toMatchObject({ title: "Three months after", sheets: 2, minutes: 8 });
});
