import type { Exercise } from "../../api/bindings/Exercise";
import type { ExerciseLine } from "../../api/bindings/ExerciseLine";
import type { Field } from "../../api/bindings/Field";
import type { KeepEntry } from "../../api/bindings/KeepEntry";
import type { LessonCard } from "../../api/bindings/LessonCard";
import { shortDay, weekday } from "../../kit/dates";
import { plural } from "../../kit/words";

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
  if (times > 1) return kept > times ? plural(kept, "day") : `${kept} of ${times} days`;
  return kept === 1 ? "Written once" : `Written ${kept} times`;
}

/** An exercise as a line of the notebook. */
export function lineWords(line: ExerciseLine): string {
  const minutes = `About ${plural(line.minutes, "minute")}`;
  if (line.kept === 0 || line.last === null) {
    return line.times > 1 ? `${minutes} a day, on ${line.times} days.` : `${minutes}.`;
  }
  const last = shortDay(line.last);
  if (line.kept === 1 && line.times === 1) return `Written on ${last}.`;
  return `${timesWords(line.kept, line.times)}. The last was ${last}.`;
}

/** What was found that is not kept yet. */
export function draftWords(draft: KeepEntry, exercise: Exercise): string {
  if (draft.entry !== null) {
    return `Not kept yet: what you were changing in ${shortDay(draft.day)}.`;
  }
  const on = exercise.times > 1 ? "for" : "on";
  return `Not kept yet: what you were writing ${on} ${weekday(draft.day)}.`;
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
