import { said } from "../../api/said";
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
import { capital, count, list } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

/** The line under the greeting: the day, and where the course is. */
export function lead(today: Today): string {
  const day = `${capital(weekday(today.day))}.`;
  if (!today.takes_course) return day;
  if (today.week < 1) {
    const [starts, ends] = [weekday(today.starts_on), shortDay(today.ends_on)];
    return `${day} ${m.today_lead_before({ starts, ends })}`;
  }
  const { week, weeks, theme } = today;
  if (week > weeks) return `${day} ${m.today_lead_after({ weeks: count(weeks) })}`;
  const here = theme
    ? m.today_lead_theme({ week, weeks, theme })
    : m.today_lead_week({ week, weeks });
  if (!today.break_until) return `${day} ${here}`;
  const [until, ends] = [weekday(today.break_until), shortDay(today.ends_on)];
  return `${day} ${here} ${m.today_lead_break({ until, ends })}`;
}

/** How this sit is set up, and that it can be left. */
export function setUp({ posture, eyes, anchor }: Choices): string {
  return [
    m.today_set_up({ posture, eyes }),
    m.today_set_up_anchor({ anchor }),
    m.today_set_up_stop(),
  ].join(" ");
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
    return [m.today_days_none(), short === null ? "" : m.today_days_short({ count: short })];
  }
  if (done > asked) {
    const every = done >= length ? m.today_days_every() : m.today_days_off();
    return [capital(m.today_days_more({ count: done, days: count(done) })), every];
  }
  const asked_days = count(asked);
  const noted = capital(m.today_days_of({ days: count(done), asked, asked_days }));
  if (done === asked) return [noted, m.today_days_another()];
  if (asked >= length) return [noted, ""];
  return [noted, m.today_days_any({ asked, asked_days, length: count(length) })];
}

/** Where somebody is in a lesson. */
export function reading(card: LessonCard): string {
  const { kind, week, read, sections, minutes } = card;
  const where = kind === "week" ? m.today_lesson({ week }) : m.today_lesson_no_week();
  if (read === 0) return `${where} ${m.today_lesson_length({ sections, minutes })}`;
  if (read >= sections) return `${where} ${m.today_lesson_done()}`;
  const left = Math.max(1, Math.round((minutes * (sections - read)) / sections));
  return `${where} ${m.today_lesson_left({ read, sections, left })}`;
}

/** Something that was written earlier and comes back now. */
export function again(written: ExerciseLine): string {
  const when = written.last ? m.today_again_on({ day: shortDay(written.last) }) : m.today_again();
  return `${when} ${m.today_again_now()}`;
}

/** What has gone to the trainer, said to the person it is about; the link to all of it follows. */
export function sent(today: Today): string {
  const { trainer, last_sent } = today;
  const saved = m.today_saved();
  if (!trainer) return saved;
  if (!last_sent) return `${saved} ${m.today_sent_nothing({ trainer })}`;
  const sent = today.takes_course ? m.today_sent_days : m.today_sent_word;
  return `${saved} ${sent({ trainer, day: shortDay(last_sent) })}`;
}

/** The class of a day: when it is, what to do, and whether it can have begun. */
export function tonight(
  main: Extract<MainThing, { kind: "class" }>,
  now: string,
): { when: string; about: string; begun: boolean } {
  const { week } = main;
  const there = m.today_class_note();
  const starts = main.at === null ? null : minuteOf(main.at);
  if (starts === null) return { when: m.today_class_today({ week }), about: there, begun: true };
  // Past midnight it is still the evening of the class.
  const past = now.slice(0, 10) > main.day ? 24 * 60 : 0;
  const minute = past + (minuteOf(now.slice(11, 16)) ?? 0);
  const time = timeWords(main.at);
  if (minute < starts) {
    const later = starts >= 17 * 60 ? m.today_class_tonight : m.today_class_today_at;
    return {
      when: later({ week, time }),
      about: m.today_class_about({ length: length(main.minutes) }),
      begun: false,
    };
  }
  const gone = minute >= starts + main.minutes ? m.today_class_over : m.today_class_began;
  return { when: gone({ week, time }), about: there, begun: true };
}

/** On which days something was marked, and the word that stands with today’s. */
export function markedWords(marks: readonly Tick[], today: string): string {
  const before = marks.filter((mark) => mark.day < today).map((mark) => mark.day);
  const days = [...before].sort().map((day) => weekday(day));
  const now = marks.find((mark) => mark.day === today);
  const word = now?.word;
  if (now && days.length === 0) {
    return word ? m.today_marked_today_word({ word }) : m.today_marked_today();
  }
  const all = list(now ? [...days, m.today_marked_and_today()] : days);
  return word ? m.today_marked_word({ days: all, word }) : m.today_marked({ days: all });
}

/** What somebody keeps up after the course. */
export function rhythmWords({ rhythm, chosen }: AfterCourse, title: string): string {
  const { days, minutes } = rhythm;
  const what = capital(m.today_rhythm_days({ days, minutes, word: count(days), title }));
  return `${what} ${chosen ? m.today_rhythm_chosen() : m.today_rhythm_proposed()}`;
}

/** When something monthly was, and when it is again. */
export function monthlyWords({ last, next }: Monthly): string {
  return last === null
    ? m.today_monthly_first({ day: shortDay(next) })
    : m.today_monthly_next({ last: shortDay(last), next: shortDay(next) });
}

/** A letter to oneself, before it comes back. */
export function letterWords({ written, day }: Letter): string {
  return written
    ? m.today_letter_written({ day: shortDay(day) })
    : m.today_letter_open({ day: shortDay(day) });
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
    const line = { id: wave, title: said(wave_title).words, opens_on, closes_on, sheets: 0, minutes: 0 };
    const known = waves.get(wave) ?? line;
    waves.set(wave, { ...known, sheets: known.sheets + 1, minutes: known.minutes + minutes });
  }
  return [...waves.values()];
}

/** What can be sent to the trainer, as a line of Today. */
export function forTrainer(what: ForTrainer, today: Today): { title: string; about: string; go: string } {
  const trainer = today.trainer ?? m.today_your_trainer();
  if (what === "needs") {
    return {
      title: m.today_needs(),
      about: m.today_needs_about({ trainer, day: shortDay(today.starts_on) }),
      go: m.today_needs_go(),
    };
  }
  return {
    title: m.today_feedback(),
    about: m.today_feedback_about({ trainer }),
    go: m.today_feedback_go(),
  };
}
