/** How a sit says its time: whole minutes, never running seconds. */
import { capital, count, plural } from "../../kit/words";

/** What is left, seconds. Never below zero. */
export function secondsLeft(total: number, elapsed: number): number {
  return Math.max(0, total - elapsed);
}

/** The large figure and the words under it. The figure is null in the last minute. */
export function minutesLeft(
  total: number,
  elapsed: number,
): { figure: number | null; words: string } {
  const seconds = secondsLeft(total, elapsed);
  if (seconds < 60) return { figure: null, words: "Less than a minute left" };
  const figure = Math.round(seconds / 60);
  return { figure, words: figure === 1 ? "minute left" : "minutes left" };
}

/** "12 minutes, noted." Rounded as the log rounds. */
export function noted(seconds: number): string {
  if (seconds < 60) return "Less than a minute, noted.";
  return `${plural(Math.round(seconds / 60), "minute")}, noted.`;
}

/** "Your ten minutes are kept." */
export function kept(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return "What you sat is kept.";
  if (minutes === 1) return "Your one minute is kept.";
  return `Your ${count(minutes)} minutes are kept.`;
}

/** "Three of six days this week." */
export function daysThisWeek(days: number, asked: number): string {
  if (asked === 0 || days > asked) return `${capital(count(days))} ${days === 1 ? "day" : "days"} this week.`;
  return `${capital(count(days))} of ${count(asked)} days this week.`;
}

/** What is wrong with a length somebody wrote, in words; null when all is well. */
export function lengthProblem(text: string, shortest: number, longest: number): string | null {
  const minutes = Number(text.trim());
  if (/^\d+$/.test(text.trim()) && minutes >= shortest && minutes <= longest) return null;
  return `Please write whole minutes in figures, from ${shortest} to ${longest}.`;
}
