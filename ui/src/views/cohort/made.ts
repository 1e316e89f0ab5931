/** Coaches and cohorts for tests. */
import type { BoardRow } from "../../api/bindings/BoardRow";
import type { BoardSheet } from "../../api/bindings/BoardSheet";
import type { CohortView } from "../../api/bindings/CohortView";
import type { Signal } from "../../api/bindings/Signal";

export const week = (number: number, days: number) => ({
  week: number,
  attendance: null,
  days,
  days_asked: 6,
  measured_minutes: days * 30,
  reported_minutes: 0,
});

export function coach(name: string, more: Partial<BoardRow> = {}): BoardRow {
  return {
    code: `C-${name}`,
    name,
    arm: "course",
    joined: true,
    withdrew: null,
    revoked_on: null,
    weeks: [week(1, 2)],
    measured_minutes: 60,
    reported_minutes: 0,
    sections_read: 3,
    last_practice: null,
    last_heard: "2026-01-20",
    questionnaires: [],
    gaps: 0,
    calls: [],
    hard_on: [],
    notes: [],
    ...more,
  };
}

export const sheet = (state: BoardSheet["state"]): BoardSheet => ({
  wave: "baseline",
  wave_title: "Before the course",
  state,
  returned_on: null,
  opens_on: "2026-01-01",
  closes_on: "2026-01-29",
});

export const signal = (name: string, state: Signal["state"] = { kind: "open" }): Signal => ({
  code: `C-${name}`,
  name,
  rule: "quiet",
  about: "x",
  reason: "No practice for 8 days.",
  said: "",
  state,
  note: "",
});

export function view(coaches: BoardRow[], signals: Signal[] = []): CohortView {
  return {
    cohort: {
      id: "c",
      name: "Thursday",
      starts_on: "2026-01-15",
      ends_on: "2026-03-11",
      weeks: 8,
      breaks: [],
      mailbox: "/x",
      study: null,
    },
    today: "2026-01-25",
    week: 2,
    classes: [],
    break_until: null,
    collected_at: null,
    coaches,
    signals,
    rules: [],
  };
}
