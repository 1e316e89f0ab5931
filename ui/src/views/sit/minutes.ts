/** How a sit says its time: whole minutes, never running seconds. */
import { length } from "../../kit/time";
import { capital, count } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

/** The large time of the player. */
export interface BigTime {
  /** Figures with their unit, where there are two: 25, or 2 h and 30 min. None under a minute. */
  figures: { figure: number; unit: string }[];
  /** What stands under them. */
  words: string;
}

/** What is left of a sit. `first` is its first bell: time to settle before it is no part of it. */
export function timeLeft(total: number, elapsed: number, first = 0): BigTime {
  const seconds = Math.max(0, total - Math.max(elapsed, first));
  if (seconds < 60) return { figures: [], words: m.sit_time_less_left() };
  return big(Math.round(seconds / 60), {
    minutes: m.sit_time_minutes_left,
    hours: m.sit_time_hours_left,
    both: m.sit_time_left,
  });
}

/** What has gone by of a sit with an open end, since its first bell. */
export function timeGone(elapsed: number, first = 0): BigTime {
  const seconds = Math.max(0, elapsed - first);
  if (seconds < 60) return { figures: [], words: m.sit_time_less_gone() };
  return big(Math.floor(seconds / 60), {
    minutes: m.sit_time_minutes_gone,
    hours: m.sit_time_hours_gone,
    both: m.sit_time_gone,
  });
}

/** Two hours of ten minutes are easier to see as hours; an hour is still sixty minutes. */
function big(
  minutes: number,
  words: {
    minutes: (inputs: { count: number }) => string;
    hours: (inputs: { count: number }) => string;
    both: () => string;
  },
): BigTime {
  const hours = Math.floor(minutes / 60);
  const over = minutes % 60;
  if (minutes <= 60) {
    return {
      figures: [{ figure: minutes, unit: "" }],
      words: words.minutes({ count: minutes }),
    };
  }
  if (over === 0) {
    return { figures: [{ figure: hours, unit: "" }], words: words.hours({ count: hours }) };
  }
  return {
    figures: [
      { figure: hours, unit: m.sit_time_h() },
      { figure: over, unit: m.sit_time_min() },
    ],
    words: words.both(),
  };
}

/** "45 min", "6 h 30 min", "open end". */
export function shortLength(minutes: number | null): string {
  if (minutes === null) return m.sit_open_end();
  const hours = Math.floor(minutes / 60);
  const over = minutes % 60;
  if (hours === 0) return m.sit_min({ count: over });
  return over === 0 ? m.sit_hours({ hours }) : m.sit_hours_min({ hours, minutes: over });
}

/** A place in a sit: "0:08", "12:30", "2:05:10". */
export function at(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number: number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const start = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${start}:${two(whole % 60)}`;
}

/** "12 minutes, noted." Rounded as the log rounds. */
export function noted(seconds: number): string {
  if (seconds < 60) return m.sit_noted_less();
  return m.sit_noted({ length: length(Math.round(seconds / 60)) });
}

/** "Your ten minutes are kept." */
export function kept(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return m.sit_kept_less();
  if (minutes > 60) return m.sit_kept_long({ length: length(minutes) });
  return m.sit_kept_minutes({ count: minutes, word: count(minutes) });
}

/** "Three of six days this week." */
export function daysThisWeek(days: number, asked: number): string {
  const word = count(days);
  if (asked === 0 || days > asked) return capital(m.sit_week({ count: days, word }));
  return capital(m.sit_week_of({ days: word, asked, asked_days: count(asked) }));
}

/** How long a recording is, in whole minutes, as a button says it. */
export function recordedMinutes(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}

/** A number written in whole figures; null for anything else. */
export function whole(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** What is wrong with a length somebody wrote, in words; null when all is well. */
export function lengthProblem(text: string, shortest: number, longest: number): string | null {
  const minutes = whole(text);
  if (minutes !== null && minutes >= shortest && minutes <= longest) return null;
  return m.sit_length_problem({ shortest, longest });
}

/** The top line of the player: "Body scan, 25 minutes." */
export function titleLine(title: string, total: number, open: boolean): string {
  if (open) return m.sit_title_line_open({ title });
  return m.sit_title_line({ title, length: length(Math.max(1, Math.round(total / 60))) });
}
