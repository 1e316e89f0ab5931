import type { Exercise } from "../../api/bindings/Exercise";
import type { ExerciseLine } from "../../api/bindings/ExerciseLine";
import type { Field } from "../../api/bindings/Field";
import type { KeepEntry } from "../../api/bindings/KeepEntry";
import type { LessonCard } from "../../api/bindings/LessonCard";
import { shortDay, weekday } from "../../kit/dates";
import { m } from "../../paraglide/messages.js";

/** What stands in a tick that is set. */
export const TICKED = "yes";

/** The things of a list: one a line, without what was left empty. */
export function items(value: string): string[] {
  return value
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** How often something was written, of how often it is hoped for; no word about what is missing. */
export function timesWords(kept: number, times: number): string {
  if (times > 1 && kept > times) return m.journal_days({ kept });
  if (times > 1) return m.journal_days_of({ kept, times });
  return m.journal_times({ kept });
}

/** An exercise as a line of the notebook. */
export function lineWords(line: ExerciseLine): string {
  const { minutes, times } = line;
  if (line.kept === 0 || line.last === null) {
    return times > 1
      ? m.journal_about_minutes_a_day({ minutes, times })
      : m.journal_about_minutes({ minutes });
  }
  const day = shortDay(line.last);
  if (line.kept === 1 && times === 1) return m.journal_written_on({ day });
  return `${timesWords(line.kept, times)} ${m.journal_last_was({ day })}`;
}

/** What was found that is not kept yet. */
export function draftWords(draft: KeepEntry, exercise: Exercise): string {
  if (draft.entry !== null) {
    return m.journal_draft_change({ day: shortDay(draft.day) });
  }
  const day = weekday(draft.day);
  return exercise.times > 1 ? m.journal_draft_for({ day }) : m.journal_draft_on({ day });
}

/** A part of the course with its exercises. */
export interface Chapter {
  card: LessonCard;
  lines: ExerciseLine[];
}

/** The notebook by part, in the order of the course: what has come or was written in, and the rest. */
export function chapters(
  cards: readonly LessonCard[],
  lines: readonly ExerciseLine[],
  week: number,
): { here: Chapter[]; later: Chapter[] } {
  const all = cards
    .map((card) => ({ card, lines: lines.filter((line) => line.part === card.part) }))
    .filter((chapter) => chapter.lines.length > 0);
  const here = (chapter: Chapter) =>
    chapter.card.week <= week || chapter.lines.some((line) => line.kept > 0);
  return { here: all.filter(here), later: all.filter((chapter) => !here(chapter)) };
}

/** The fields of which an entry says something; a tick says something either way. */
export function said(fields: readonly Field[], values: Record<string, string>): Field[] {
  return fields.filter((field) => field.kind === "tick" || values[field.id]?.trim());
}

/** The first words of an entry, to know it by. */
export function firstWords(fields: readonly Field[], values: Record<string, string>): string {
  for (const field of fields) {
    const value = values[field.id]?.trim();
    if (!value || field.kind === "tick") continue;
    const line = items(value)[0] ?? "";
    if (line.length <= 60) return line;
    const cut = line.slice(0, 60);
    return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 30))} …`;
  }
  return "";
}
