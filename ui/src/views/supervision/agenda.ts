/** What to bring to supervision: a list of lines, and what can be done with one. */
import type { Setting } from "../../api/bindings/Setting";
import { plural } from "../../kit/words";
import { length } from "../../kit/time";

/** A line moved by so many places; it stops at either end. */
export function moved(lines: readonly string[], from: number, by: number): string[] {
  const line = lines[from];
  const to = place(lines, from, by);
  if (line === undefined) return [...lines];
  const rest = lines.filter((_, index) => index !== from);
  return [...rest.slice(0, to), line, ...rest.slice(to)];
}

/** Where a line lands when it is moved by so many places. */
export function place(lines: readonly string[], from: number, by: number): number {
  return Math.min(Math.max(from + by, 0), lines.length - 1);
}

/** The lines with another text in one's place; without it where nothing is left of it. */
export function changed(lines: readonly string[], at: number, text: string): string[] {
  const next = text.trim();
  return lines.flatMap((line, index) => (index !== at ? [line] : next ? [next] : []));
}

/** The lines with one more at a place; the end unless told. */
export function added(lines: readonly string[], text: string, at = lines.length): string[] {
  const next = text.trim();
  return next ? [...lines.slice(0, at), next, ...lines.slice(at)] : [...lines];
}

/** The lines without one. */
export function without(lines: readonly string[], at: number): string[] {
  return lines.filter((_, index) => index !== at);
}

export const SETTINGS: readonly { value: Setting; label: string }[] = [
  { value: "individual", label: "One to one" },
  { value: "group", label: "In a group" },
  { value: "peer", label: "With a peer" },
];

/** "One to one, 50 minutes." */
export function heldWords(setting: Setting, minutes: number): string {
  const label = SETTINGS.find((each) => each.value === setting)?.label ?? "";
  return `${label}, ${length(minutes)}.`;
}

/** The time in all, as a certificate asks for it. */
export function totalWords(meetings: number, minutes: number): string {
  if (meetings === 0) return "No meeting noted yet.";
  const exactly = minutes >= 60 ? ` (${minutes} minutes)` : "";
  return `${length(minutes)}${exactly} in ${plural(meetings, "meeting")}. It counts in your hours.`;
}

/** What is wrong with the minutes, in words; null when all is well. */
export function minutesProblem(text: string): string | null {
  const minutes = Number(text.trim());
  if (/^\d+$/.test(text.trim()) && minutes >= 1 && minutes <= 480) return null;
  return "Please write the minutes in figures, from 1 to 480. Nothing was lost.";
}
