/** What the board shows of its coaches: sorted, filtered, searched, and the rows in sight. */
import type { BoardRow } from "../../api/bindings/BoardRow";
import type { CohortView } from "../../api/bindings/CohortView";
import type { Signal } from "../../api/bindings/Signal";
import { daysBetween } from "../../kit/dates";
import type { Table } from "../../kit/table";
import { m } from "../../paraglide/messages.js";
import { ATTENDED, sheetWords } from "./words";

/** A column that can be sorted by: a week's days stand under the week's number. */
export type SortKey =
  | "name"
  | "measured"
  | "reported"
  | "sections"
  | "returned"
  | "heard"
  | "worth"
  | number;

export interface Sort {
  key: SortKey;
  /** From the least to the most, from A to Z, or from the longest ago. */
  up: boolean;
}

export type Filter = "all" | "worth" | "not-returned" | "not-heard" | "course" | "comparison";

export const FILTERS: readonly { value: Filter; label: string }[] = [
  { value: "all", label: m.cohort_filter_all() },
  { value: "worth", label: m.cohort_worth() },
  { value: "not-returned", label: m.cohort_filter_not_returned() },
  { value: "not-heard", label: m.cohort_filter_not_heard() },
  { value: "course", label: m.cohort_arm_course() },
  { value: "comparison", label: m.cohort_arm_comparison() },
];

/** After so many days without a hand-in somebody is not heard from. */
const SILENT_DAYS = 7;

const names = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** The open signals of each coach, by code. */
export function worthOf(signals: readonly Signal[]): Map<string, Signal[]> {
  const worth = new Map<string, Signal[]>();
  for (const signal of signals) {
    if (signal.state.kind !== "open") continue;
    worth.set(signal.code, [...(worth.get(signal.code) ?? []), signal]);
  }
  return worth;
}

/** Who is to be seen, in the order that was asked for; equals by name. */
export function shown(
  view: CohortView,
  worth: ReadonlyMap<string, readonly Signal[]>,
  { filter, search, sort }: { filter: Filter; search: string; sort: Sort },
): BoardRow[] {
  const words = search.trim().toLowerCase();
  const found = view.coaches.filter(
    (coach) =>
      passes(coach, filter, view.today, worth) &&
      (coach.name.toLowerCase().includes(words) || coach.code.toLowerCase().includes(words)),
  );
  const keyed = found.map((coach) => ({ coach, key: sortValue(coach, sort.key, worth) }));
  const turn = sort.up ? 1 : -1;
  keyed.sort((a, b) => {
    if (sort.key !== "name" && a.key !== b.key) {
      // What is not known stands last, whichever way.
      if (a.key === null) return 1;
      if (b.key === null) return -1;
      return (a.key < b.key ? -1 : 1) * turn;
    }
    const byName = names.compare(a.coach.name, b.coach.name);
    return sort.key === "name" ? byName * turn : byName;
  });
  return keyed.map(({ coach }) => coach);
}

function passes(
  coach: BoardRow,
  filter: Filter,
  today: string,
  worth: ReadonlyMap<string, readonly Signal[]>,
): boolean {
  const gone = coach.withdrew !== null || coach.revoked_on !== null;
  switch (filter) {
    case "worth":
      return worth.has(coach.code);
    case "not-returned":
      return !gone && coach.questionnaires.some(({ state }) => state === "open" || state === "late");
    case "not-heard":
      return (
        !gone &&
        (coach.last_heard === null || daysBetween(coach.last_heard, today) >= SILENT_DAYS)
      );
    case "course":
    case "comparison":
      return coach.arm === filter;
    default:
      return true;
  }
}

/** Whether the course has anything to count of a coach: days, minutes, classes. */
export function counts(coach: BoardRow): boolean {
  return coach.arm === "course" && coach.joined && coach.withdrew === null;
}

function sortValue(
  coach: BoardRow,
  key: SortKey,
  worth: ReadonlyMap<string, readonly Signal[]>,
): string | number | null {
  switch (key) {
    case "name":
      return null;
    case "heard":
      return coach.last_heard;
    case "returned":
      return coach.questionnaires.filter(({ state }) => state === "returned").length;
    case "worth":
      return worth.get(coach.code)?.length ?? null;
    case "measured":
      return counts(coach) ? coach.measured_minutes : null;
    case "reported":
      return counts(coach) ? coach.reported_minutes : null;
    case "sections":
      return counts(coach) ? coach.sections_read : null;
    default:
      return counts(coach) ? (coach.weeks[key - 1]?.days ?? null) : null;
  }
}

/** The way a column is first sorted: names from A, days from the longest ago, numbers from most. */
export function firstWay(key: SortKey): boolean {
  return key === "name" || key === "heard";
}

/** Rows drawn beyond what is in sight, so that scrolling finds them there. */
const BEYOND = 8;

/** Which rows of a long list are drawn: from `first` up to, not with, `end`. */
export function inSight(
  rows: number,
  { top, height, rowHeight }: { top: number; height: number; rowHeight: number },
): { first: number; end: number } {
  const fit = Math.ceil(height / rowHeight);
  // After a list has become shorter, it is scrolled further than it reaches.
  const at = Math.min(Math.floor(Math.max(0, top) / rowHeight), Math.max(0, rows - fit));
  return { first: Math.max(0, at - BEYOND), end: Math.min(rows, at + fit + 1 + BEYOND) };
}

/** Where the arrow keys lead from a row. */
export function moved(key: string, at: number, rows: number, page: number): number | null {
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: rows - 1,
  }[key];
  return to === undefined || rows === 0 ? null : Math.max(0, Math.min(rows - 1, to));
}

/** The board as a table for a spreadsheet: every week, whatever the screen has room for. */
export function asTable(
  view: CohortView,
  coaches: readonly BoardRow[],
  worth: ReadonlyMap<string, readonly Signal[]>,
): Table {
  const latest = Math.min(view.week, view.cohort?.weeks ?? 0);
  const weeks = Array.from({ length: Math.max(0, latest) }, (_, index) => index);
  const waves = wavesOf(view);
  const head = [
    m.cohort_column_coach(),
    m.cohort_table_code(),
    m.cohort_table_arm(),
    ...weeks.map((at) => at + 1).flatMap((week) => [
      m.cohort_table_class({ week }),
      m.cohort_table_days({ week }),
      m.cohort_table_days_asked({ week }),
      m.cohort_table_measured({ week }),
      m.cohort_table_reported({ week }),
    ]),
    m.cohort_column_sections(),
    ...waves.map(({ title }) => title),
    m.cohort_table_last_practice(),
    m.cohort_table_last_heard(),
    m.cohort_table_missing(),
    m.cohort_worth(),
    m.cohort_table_left(),
  ];
  const rows = coaches.map((coach) => [
    coach.name,
    coach.code,
    coach.arm,
    ...weeks.flatMap((at) => {
      const week = coach.weeks[at];
      const attended = week?.attendance ? ATTENDED[week.attendance] : "";
      if (!week || !counts(coach)) return [coach.arm === "course" ? attended : "", "", "", "", ""];
      const { days, days_asked, measured_minutes, reported_minutes } = week;
      return [attended, days, days_asked, measured_minutes, reported_minutes];
    }),
    counts(coach) ? coach.sections_read : "",
    ...waves.map(({ id }) => {
      const sheet = coach.questionnaires.find(({ wave }) => wave === id);
      return sheet ? sheetWords(sheet) : "";
    }),
    coach.last_practice ?? "",
    coach.last_heard ?? "",
    coach.gaps,
    (worth.get(coach.code) ?? []).map(({ reason }) => reason).join(" "),
    coach.withdrew
      ? m.cohort_line_withdrew({ day: coach.withdrew.day })
      : coach.revoked_on
        ? m.cohort_table_revoked()
        : "",
  ]);
  return { head, rows };
}

/** The waves, as the coaches' own lists name them. */
export function wavesOf(view: CohortView): { id: string; title: string }[] {
  const titles = new Map<string, string>();
  for (const coach of view.coaches) {
    for (const sheet of coach.questionnaires) titles.set(sheet.wave, sheet.wave_title);
  }
  return [...titles].map(([id, title]) => ({ id, title }));
}
