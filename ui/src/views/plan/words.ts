/** Plans in words, and what a form about them starts with. */
import type { Planned } from "../../api/bindings/Planned";
import type { PlanBy } from "../../api/bindings/PlanBy";
import type { PlanLine } from "../../api/bindings/PlanLine";
import type { PlanPractice } from "../../api/bindings/PlanPractice";
import type { PlanVersion } from "../../api/bindings/PlanVersion";
import type { PlanView } from "../../api/bindings/PlanView";
import { fullDay, shortDay } from "../../kit/dates";
import { count, plural } from "../../kit/words";

/** "six days, Body scan, 30 minutes". */
export function askedWords(asked: Planned, practices: readonly PlanPractice[]): string {
  const days = `${count(asked.days)} ${asked.days === 1 ? "day" : "days"}`;
  return `${days}, ${name(asked.practice, practices)}, ${plural(asked.minutes, "minute")}`;
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
    return first ? `Kept. It counts for week ${week}, from ${shortDay(first)}.` : "Kept.";
  }
  if (same(view.now, view.this_week)) return "Kept. It counts from today.";
  const stays = "This week’s days and minutes stay as they were when it began.";
  const next = view.week >= 1 && view.week < length ? ` It counts from week ${view.week + 1} on.` : "";
  return `Kept. Today follows it. ${stays}${week === null ? next : ""}`;
}

/** One change, as the list of versions has it: when and by whom, and what. */
export function versionWords(
  { by, made_on, line }: PlanVersion,
  practices: readonly PlanPractice[],
  me: PlanBy,
): { when: string; what: string } {
  const who = by === me ? "you" : "your trainer";
  const first = me === "trainer" ? "When the cohort was set up" : "Before you came, your trainer";
  const when = made_on === null ? first : `${fullDay(made_on)}, ${who}`;
  const parts = [
    line.days !== null && plural(line.days, "day"),
    line.practice !== null && name(line.practice, practices),
    line.minutes !== null && plural(line.minutes, "minute"),
  ].filter((part) => part !== false);
  const scope = line.week === null ? "From then on" : `For week ${line.week}`;
  if (parts.length === 0) return { when, what: `${scope}, back to the course’s plan.` };
  const rest = parts.length < 3 ? ", the rest as the course has it" : "";
  return { when, what: `${scope}: ${parts.join(", ")}${rest}.` };
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
  const range = from === to ? `${from}` : `${from} to ${to}`;
  const what = practice ? `${practice.title} takes ${range}.` : `From ${range}.`;
  return { minutes: null, problem: `Please write the minutes in figures. ${what}` };
}

function name(id: string, practices: readonly PlanPractice[]): string {
  return practices.find((practice) => practice.id === id)?.title ?? id;
}
