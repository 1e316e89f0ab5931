/** Plans in words, and what a form about them starts with. */
import type { Planned } from "../../api/bindings/Planned";
import type { PlanBy } from "../../api/bindings/PlanBy";
import type { PlanLine } from "../../api/bindings/PlanLine";
import type { PlanPractice } from "../../api/bindings/PlanPractice";
import type { PlanVersion } from "../../api/bindings/PlanVersion";
import type { PlanView } from "../../api/bindings/PlanView";
import { fullDay, shortDay } from "../../kit/dates";
import { count } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

/** "six days, Body scan, 30 minutes". */
export function askedWords(asked: Planned, practices: readonly PlanPractice[]): string {
  const { days, minutes } = asked;
  const practice = name(asked.practice, practices);
  return m.plan_asked({ days, word: count(days), practice, minutes });
}

/** Whether two weeks ask for the same. */
export function same(one: Planned, other: Planned): boolean {
  return (
    one.days === other.days && one.practice === other.practice && one.minutes === other.minutes
  );
}

/** When a plan that was just kept begins to count. */
export function countsWords(view: PlanView, week: number | null): string {
  const { length } = view.weeks;
  if (week !== null && week > view.week) {
    const first = view.weeks[week - 1]?.first_day;
    return first ? m.plan_kept_week({ week, day: shortDay(first) }) : m.plan_kept();
  }
  if (same(view.now, view.this_week)) return m.plan_kept_today();
  const kept = `${m.plan_kept_follows()} ${m.plan_kept_stays()}`;
  if (week !== null || view.week < 1 || view.week >= length) return kept;
  return `${kept} ${m.plan_kept_next({ week: view.week + 1 })}`;
}

/** One change, as the list of versions has it: when and by whom, and what. */
export function versionWords(
  { by, made_on, line }: PlanVersion,
  practices: readonly PlanPractice[],
  me: PlanBy,
): { when: string; what: string } {
  return { when: madeWords(by, made_on, me), what: lineWords(line, practices) };
}

function madeWords(by: PlanBy, made_on: string | null, me: PlanBy): string {
  if (made_on === null) {
    return me === "trainer" ? m.plan_version_set_up() : m.plan_version_before();
  }
  const day = fullDay(made_on);
  return by === me ? m.plan_version_you({ day }) : m.plan_version_trainer({ day });
}

function lineWords(line: PlanLine, practices: readonly PlanPractice[]): string {
  const { week } = line;
  const all: string[] = [];
  if (line.days !== null) all.push(m.kit_days({ count: line.days }));
  if (line.practice !== null) all.push(name(line.practice, practices));
  if (line.minutes !== null) all.push(m.kit_minutes({ count: line.minutes }));
  if (all.length === 0) {
    return week === null ? m.plan_version_on_back() : m.plan_version_week_back({ week });
  }
  const parts = all.reduce((items, next) => m.kit_list_more({ items, next }));
  const rest = all.length < 3;
  if (week === null) {
    return rest ? m.plan_version_on_rest({ parts }) : m.plan_version_on({ parts });
  }
  return rest ? m.plan_version_week_rest({ week, parts }) : m.plan_version_week({ week, parts });
}

/** What somebody has changed for these weeks so far; nothing where the course’s plan stands. */
export function lineFor(view: PlanView, week: number | null, me: PlanBy): PlanLine {
  const mine = view.versions.filter(
    ({ by, line }) => by === me && (line.week === null || line.week === week),
  );
  return { days: null, practice: null, minutes: null, ...mine.at(-1)?.line, week };
}

/** Whether somebody has changed anything that still stands. */
export function isChanged(view: PlanView, me: PlanBy): boolean {
  const last = view.versions.filter(({ by }) => by === me).at(-1)?.line;
  if (!last) return false;
  const empty = last.days === null && last.practice === null && last.minutes === null;
  return !(empty && last.week === null);
}

/** The minutes somebody wrote, or what is wrong with them; empty is as the course has it. */
export function readMinutes(
  written: string,
  practice: PlanPractice | undefined,
): { minutes: number | null; problem: string | null } {
  const text = written.trim();
  if (text === "") return { minutes: null, problem: null };
  const minutes = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  const [from, to] = [practice?.shortest_minutes ?? 1, practice?.longest_minutes ?? 240];
  if (minutes >= from && minutes <= to) return { minutes, problem: null };
  return { minutes: null, problem: `${m.plan_minutes_problem()} ${range(practice, from, to)}` };
}

function range(practice: PlanPractice | undefined, from: number, to: number): string {
  if (!practice) return m.plan_minutes_from({ from, to });
  return from === to
    ? m.plan_minutes_takes_one({ practice: practice.title, minutes: from })
    : m.plan_minutes_takes({ practice: practice.title, from, to });
}

function name(id: string, practices: readonly PlanPractice[]): string {
  return practices.find((practice) => practice.id === id)?.title ?? id;
}
