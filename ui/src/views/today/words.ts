import type { AfterCourse } from "../../api/bindings/AfterCourse";
import type { Choices } from "../../api/bindings/Choices";
import type { ExerciseLine } from "../../api/bindings/ExerciseLine";
import type { ForTrainer } from "../../api/bindings/ForTrainer";
import type { LessonCard } from "../../api/bindings/LessonCard";
import type { Letter } from "../../api/bindings/Letter";
import type { MainThing } from "../../api/bindings/MainThing";
import type { Monthly } from "../../api/bindings/Monthly";
import type { Sheet } from "../../api/bindings/Sheet";
import type { Tick } from "../../api/bindings/Tick";
import type { Today } from "../../api/bindings/Today";
import { shortDay, weekday } from "../../kit/dates";
import { length, minuteOf, timeWords } from "../../kit/time";
import { capital, count, list, plural } from "../../kit/words";

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

/** The class of a day: when it is, what to do, and whether it can have begun. */
export function tonight(
  main: Extract<MainThing, { kind: "class" }>,
  now: string,
): { when: string; about: string; begun: boolean } {
  const which = `Class ${main.week}`;
  const there = "If you were there, note it here. It counts as a day of practice.";
  const starts = main.at === null ? null : minuteOf(main.at);
  if (starts === null) return { when: `${which} is today`, about: there, begun: true };
  // Past midnight it is still the evening of the class.
  const past = now.slice(0, 10) > main.day ? 24 * 60 : 0;
  const minute = past + (minuteOf(now.slice(11, 16)) ?? 0);
  const at = timeWords(main.at);
  if (minute < starts) {
    return {
      when: `${which} is ${starts >= 17 * 60 ? "tonight" : "today"} at ${at}`,
      about: `About ${length(main.minutes)}. It counts as a day of practice, and afterward you can note it here.`,
      begun: false,
    };
  }
  const over = minute >= starts + main.minutes;
  const when = over ? `${which} was today at ${at}` : `${which} began at ${at}`;
  return { when, about: there, begun: true };
}

/** On which days something was marked, and the word that stands with today’s. */
export function markedWords(marks: readonly Tick[], today: string): string {
  const before = marks.filter((mark) => mark.day < today).map((mark) => mark.day);
  const days = [...before].sort().map((day) => weekday(day));
  const now = marks.find((mark) => mark.day === today);
  if (now) days.push("today");
  const word = now?.word ? `: “${now.word}”` : "";
  return `Marked on ${list(days)}${word}.`.replace("on today", "today");
}

/** What somebody keeps up after the course. */
export function rhythmWords({ rhythm, chosen }: AfterCourse, title: string): string {
  const days = rhythm.days === 1 ? "One day a week" : `${capital(count(rhythm.days))} days a week`;
  const what = `${days}: ${title}, ${plural(rhythm.minutes, "minute")}.`;
  return chosen ? `${what} You chose it.` : `${what} The course proposes it, and it is yours to change.`;
}

/** When something monthly was, and when it is again. */
export function monthlyWords({ last, next }: Monthly): string {
  return last === null
    ? `The first one is around ${shortDay(next)}.`
    : `Last on ${shortDay(last)}; again around ${shortDay(next)}.`;
}

/** A letter to oneself, before it comes back. */
export function letterWords({ written, day }: Letter): string {
  return written
    ? `You wrote it. It comes back to you on ${shortDay(day)}.`
    : `A letter to yourself, which comes back on ${shortDay(day)}. There is still time to write it.`;
}

/** The questionnaires that are still to come, a line a wave. */
export function followUps(sheets: readonly Sheet[]) {
  const waves = new Map<
    string,
    { id: string; title: string; opens_on: string; closes_on: string; sheets: number; minutes: number }
  >();
  for (const { wave, wave_title, state, opens_on, closes_on, minutes } of sheets) {
    // Those that are open stand with what is open.
    if (state !== "not-due") continue;
    const line = { id: wave, title: wave_title, opens_on, closes_on, sheets: 0, minutes: 0 };
    const known = waves.get(wave) ?? line;
    waves.set(wave, { ...known, sheets: known.sheets + 1, minutes: known.minutes + minutes });
  }
  return [...waves.values()];
}

/** What can be sent to the trainer, as a line of Today. */
export function forTrainer(what: ForTrainer, today: Today): { title: string; about: string; go: string } {
  const trainer = today.trainer ?? "your trainer";
  if (what === "needs") {
    return {
      title: "What would help you come",
      about: `Seven short questions, so that ${trainer} can arrange the course. Skip it if you like: it goes by itself on ${shortDay(today.starts_on)}.`,
      go: "Answer",
    };
  }
  return {
    title: "What the course was like",
    about: `For ${trainer}, who sees totals only. About 4 minutes. Skip it if you like.`,
    go: "Say it",
  };
}
