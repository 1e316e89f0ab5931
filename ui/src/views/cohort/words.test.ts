import { expect, it } from "vitest";
import type { CohortView } from "../../api/bindings/CohortView";
import { ago, dateRows, endWords, leadWords, sheetWords } from "./words";

const view: CohortView = {
  cohort: {
    id: "c",
    name: "Thursday cohort",
    starts_on: "2026-02-26",
    ends_on: "2026-04-22",
    weeks: 8,
    breaks: [],
    mailbox: "/media/share",
    study: null,
  },
  today: "2026-04-03",
  week: 6,
  classes: [
    { week: 5, day: "2026-03-26" },
    { week: 6, day: "2026-04-02" },
  ],
  break_until: null,
  collected_at: null,
  coaches: [],
  signals: [],
  rules: [],
};

it("weeks without a class stand between the classes, where they fall", () => {
  const classes = [
    { week: 1, day: "2026-12-17" },
    { week: 2, day: "2027-01-07" },
  ];
  const rows = dateRows(classes, ["2026-12-24", "2026-12-31"]);
  expect(rows.map((row) => row.week)).toEqual([1, null, null, 2]);
  expect(endWords({ classes, breaks: [], ends_on: "2027-01-13" })).toBe(
    "Class 2 is on Thursday, January 7. The course ends on January 13, 2027.",
  );
});

it("the lead says where the course is", () => {
  expect(leadWords(view)).toBe(
    "No coach yet. Week 6 of 8; class 6 was on April 2. Nothing collected yet.",
  );
  expect(leadWords({ ...view, today: "2026-04-02" })).toContain("class 6 is today.");
  expect(leadWords({ ...view, today: "2026-04-09", break_until: "2026-04-16" })).toContain(
    "Week 6 of 8; no class this week, class 7 is on April 16.",
  );
  expect(leadWords({ ...view, week: 0 })).toContain("Class 1 is on February 26, 2026.");
  expect(leadWords({ ...view, week: 9 })).toContain("The course ended on April 22, 2026.");
});

it("days back are said as people say them", () => {
  expect(ago("2026-04-03", "2026-04-03")).toBe("today");
  expect(ago("2026-04-02", "2026-04-03")).toBe("yesterday");
  expect(ago("2026-03-25", "2026-04-03")).toBe("9 days ago");
  expect(ago("2026-03-01", "2026-04-03")).toBe("March 1");
  expect(ago(null, "2026-04-03")).toBe("none yet");
});

it("the board says that a questionnaire came, and when", () => {
  const sheet = {
    wave: "baseline",
    wave_title: "Before the course",
    returned_on: "2026-03-03",
    opens_on: "2026-02-01",
    closes_on: "2026-03-10",
  };
  expect(sheetWords({ ...sheet, state: "returned" })).toBe("in, March 3");
  expect(sheetWords({ ...sheet, state: "missed", returned_on: null })).toBe("closed without it");
});
