/** How a sit says its time: whole minutes, never running seconds. */
import { length } from "../../kit/time";
import { capital, count } from "../../kit/words";

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
  if (seconds < 60) return { figures: [], words: "Less than a minute left" };
  return big(Math.round(seconds / 60), "left");
}

/** What has gone by of a sit with an open end, since its first bell. */
export function timeGone(elapsed: number, first = 0): BigTime {
  const seconds = Math.max(0, elapsed - first);
  if (seconds < 60) return { figures: [], words: "Less than a minute so far" };
  return big(Math.floor(seconds / 60), "gone by");
}

/** Two hours of ten minutes are easier to see as hours; an hour is still sixty minutes. */
function big(minutes: number, rest: string): BigTime {
  const hours = Math.floor(minutes / 60);
  const over = minutes % 60;
  if (minutes <= 60) {
    return {
      figures: [{ figure: minutes, unit: "" }],
      words: `${minutes === 1 ? "minute" : "minutes"} ${rest}`,
    };
  }
  if (over === 0) return { figures: [{ figure: hours, unit: "" }], words: `hours ${rest}` };
  return {
    figures: [
      { figure: hours, unit: "h" },
      { figure: over, unit: "min" },
    ],
    words: rest,
  };
}

/** "45 min", "6 h 30 min", "open end". */
export function shortLength(minutes: number | null): string {
  if (minutes === null) return "open end";
  const hours = Math.floor(minutes / 60);
  const over = minutes % 60;
  return [hours && `${hours} h`, (over || !hours) && `${over} min`].filter(Boolean).join(" ");
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
  if (seconds < 60) return "Less than a minute, noted.";
  return `${length(Math.round(seconds / 60))}, noted.`;
}

/** "Your ten minutes are kept." */
export function kept(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return "What you sat is kept.";
  if (minutes === 1) return "Your one minute is kept.";
  if (minutes > 60) return `Your ${length(minutes)} are kept.`;
  return `Your ${count(minutes)} minutes are kept.`;
}

/** "Three of six days this week." */
export function daysThisWeek(days: number, asked: number): string {
  if (asked === 0 || days > asked) return `${capital(count(days))} ${days === 1 ? "day" : "days"} this week.`;
  return `${capital(count(days))} of ${count(asked)} days this week.`;
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
  return `Please write whole minutes in figures, from ${shortest} to ${longest}.`;
}

/** The top line of the player: "Body scan, 25 minutes." */
export function titleLine(title: string, total: number, open: boolean): string {
  if (open) return `${title}, open end.`;
  return `${title}, ${length(Math.max(1, Math.round(total / 60)))}.`;
}
