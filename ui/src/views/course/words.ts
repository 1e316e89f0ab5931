import type { ExerciseLine } from "../../api/bindings/ExerciseLine";
import type { LessonCard } from "../../api/bindings/LessonCard";
import type { LessonView } from "../../api/bindings/LessonView";
import type { Section } from "../../api/bindings/Section";
import { shortDay } from "../../kit/dates";
import { m } from "../../paraglide/messages.js";

/** Where in the course a lesson stands. */
export function place(card: LessonCard): string {
  switch (card.kind) {
    case "orientation":
      return m.course_place_before();
    case "week":
      return m.course_place_week({ week: card.week });
    case "day":
      return m.course_place_day();
    case "after":
      return m.course_place_after();
  }
}

/** What was written of an exercise so far; nothing where nothing was. */
export function kept(exercise: ExerciseLine): string {
  if (exercise.kept === 0 || !exercise.last) return "";
  const day = shortDay(exercise.last);
  return exercise.kept === 1
    ? m.course_try_kept({ day })
    : m.course_try_kept_times({ times: exercise.kept, day });
}

/** What a lesson asks of one in reading, and how far one is. */
export function extent(card: LessonCard): string {
  const length = `${place(card)}. ${m.course_minutes({ count: card.minutes })}`;
  if (card.read === 0) return length;
  if (isRead(card)) return `${length} ${m.course_read_all()}`;
  const { read, sections } = card;
  return `${length} ${m.course_read_some({ read, sections })}`;
}

/** The section to go on with: from where the reader was, the next that was not read. */
export function goOn(lesson: Pick<LessonView, "sections" | "read" | "resume">): Section | undefined {
  const at = lesson.sections.findIndex((section) => section.id === lesson.resume);
  if (at < 0) return undefined;
  return lesson.sections.slice(at).find((section) => !lesson.read.includes(section.id));
}

/** Whether every section was read. */
export function isRead(card: LessonCard): boolean {
  return card.read >= card.sections;
}
