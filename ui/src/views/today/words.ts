import type { Choices } from "../../api/bindings/Choices";
import type { ExerciseLine } from "../../api/bindings/ExerciseLine";
import type { LessonCard } from "../../api/bindings/LessonCard";
import type { Today } from "../../api/bindings/Today";
import { shortDay, weekday } from "../../kit/dates";
import { capital, count, plural } from "../../kit/words";

/** The line under the greeting: the day, and where the course is. */
export function lead(today: Today): string {
  const day = `${weekday(today.day)}.`;
  if (!today.takes_course) return day;
  if (today.week < 1) {
    return `${day} The course starts on ${weekday(today.starts_on)}, and ends on ${shortDay(today.ends_on)}.`;
  }
  if (today.week > today.weeks) return `${day} The ${count(today.weeks)} weeks are behind you.`;
  const theme = today.theme ? `: ${today.theme}` : "";
  const where = `${day} Week ${today.week} of ${today.weeks}${theme}.`;
  if (!today.break_until) return where;
  return `${where} No class until ${weekday(today.break_until)}; the course ends on ${shortDay(today.ends_on)}.`;
}

/** How this sit is set up, and that it can be left. */
export function setUp(choices: Choices): string {
  const posture = { lying: "Lying down", chair: "In a chair", standing: "Standing" }[choices.posture];
  const anchor = choices.anchor === "sounds" ? "sounds" : `the ${choices.anchor}`;
  return `${posture}, eyes ${choices.eyes}. Your anchor is ${anchor}. You can stop at any moment.`;
}

/**
 * The days of this week beside their strokes: first what is, then what it asks. A week has seven
 * days, and more where one without a class follows.
 */
export function days(
  done: number,
  asked: number,
  short: number | null,
  length: number,
): [string, string] {
  if (done === 0) {
    const start = short === null ? "" : `You can start with ${plural(short, "minute")}.`;
    return ["Nothing noted yet this week.", start];
  }
  if (done > asked) {
    const every = done >= length ? "That is every day of the week." : "A day off is fine too.";
    return [`${capital(count(done))} days.`, every];
  }
  const noted = `${capital(count(done))} of ${count(asked)} days.`;
  if (done === asked) return [noted, "Another is fine, and so is a day off."];
  return [noted, asked < length ? `Any ${count(asked)} of the ${count(length)} will do.` : ""];
}

/** Where somebody is in a lesson. */
export function reading(card: LessonCard): string {
  const where = card.kind === "week" ? `Lesson ${card.week}.` : "Lesson.";
  if (card.read === 0) {
    return `${where} ${plural(card.sections, "part")}, about ${plural(card.minutes, "minute")}.`;
  }
  if (card.read >= card.sections) return `${where} Read to the end.`;
  const left = Math.max(1, Math.round((card.minutes * (card.sections - card.read)) / card.sections));
  return `${where} You have read ${card.read} of ${card.sections} parts; about ${plural(left, "minute")} to go.`;
}

/** Something that was written earlier and comes back now. */
export function again(written: ExerciseLine): string {
  const when = written.last ? ` on ${shortDay(written.last)}` : "";
  return `You wrote this${when}. It was to come back to you about now.`;
}

/** What has gone to the trainer, said to the person it is about; the link to all of it follows. */
export function sent(today: Today): string {
  const saved = "Everything here is saved on this computer.";
  if (!today.trainer) return saved;
  const what = today.takes_course ? "your days and minutes" : "word from you";
  return today.last_sent
    ? `${saved} ${today.trainer} last received ${what} on ${shortDay(today.last_sent)}:`
    : `${saved} Nothing has gone to ${today.trainer} yet:`;
}
