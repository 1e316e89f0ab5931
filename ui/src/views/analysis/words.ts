/** Figures in words: the interval first, p last, and why there is none. */
import type { Arm } from "../../api/bindings/Arm";
import type { Difference } from "../../api/bindings/Difference";
import type { Figure } from "../../api/bindings/Figure";
import type { FlowPart } from "../../api/bindings/FlowPart";
import type { Interval } from "../../api/bindings/Interval";
import type { ScaleAnalysis } from "../../api/bindings/ScaleAnalysis";
import type { WaveArm } from "../../api/bindings/WaveArm";

/** The arms in the order of every pair of numbers. */
export const ARMS = ["course", "comparison"] as const satisfies readonly Arm[];
export const ARM: Record<Arm, string> = { course: "Course", comparison: "Comparison" };

/** How many places after the point a scale's figures have: one where it is 20 points long or more. */
export function places({ lowest, highest }: Pick<ScaleAnalysis, "lowest" | "highest">): number {
  return highest - lowest >= 20 ? 1 : 2;
}

/** A number with a true minus sign, and none before nothing but noughts. */
export function number(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** "−20.1 to 5.7" */
export function range({ low, high }: Interval, digits: number): string {
  return `${number(low, digits)} to ${number(high, digits)}`;
}

/** "−7.2 (−20.1 to 5.7)", or the number alone where it has no interval. */
export function both(value: number, interval: Interval | null, digits: number): string {
  const alone = number(value, digits);
  return interval ? `${alone} (${range(interval, digits)})` : alone;
}

/** "p = 0.025", "p < 0.001" */
export function pWords(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}

/** "t(14) = −1.84, p = 0.088, corrected p = 0.451" */
export function testWords(by: Difference): string {
  const df = Number.isInteger(by.df) ? String(by.df) : by.df.toFixed(1);
  const holm = by.p_holm === null ? "" : `, corrected ${pWords(by.p_holm)}`;
  return `t(${df}) = ${number(by.t, 2)}, ${pWords(by.p)}${holm}`;
}

/** What a figure says, or why there is none. */
export function told<T>(figure: Figure<T>, words: (value: T) => string): string {
  return figure.kind === "known" ? words(figure.value) : figure.why;
}

/** A figure's value; null where there is none. */
export function known<T>(figure: Figure<T>): T | null {
  return figure.kind === "known" ? figure.value : null;
}

/** Where somebody can stand in a wave, in the order of coming. */
export const STANDINGS = [
  ["in_time", "in time"],
  ["late", "late"],
  ["in_part", "in part"],
  ["missed", "missed"],
  ["open", "still open"],
  ["not_due", "not due yet"],
  ["withdrew", "withdrew"],
] as const;

/** "8 in time, 2 late", with nothing that is nobody. */
export function standing(arm: WaveArm): string {
  const some = STANDINGS.filter(([key]) => arm[key] > 0);
  return some.map(([key, words]) => `${arm[key]} ${words}`).join(", ");
}

/** "7 did not meet the conditions" */
export function partWords({ people, words }: FlowPart): string {
  return `${people} ${words}`;
}

/** A whole number as somebody typed it; null for anything else. */
export function wholeNumber(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : null;
}

/** A wave's name within a sentence: "before the course", but "T1" as it is. */
export function inside(title: string): string {
  const second = title.charAt(1);
  const isName = second.trim() === "" || second !== second.toLowerCase() || /\d/.test(second);
  return isName ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

/** What every interval that could be drawn has to say about zero. */
export function zeroWords(intervals: readonly Interval[]): string {
  const across = intervals.filter(({ low, high }) => low <= 0 && high >= 0).length;
  if (intervals.length === 0) return "There is nothing to draw yet.";
  if (across === intervals.length) {
    return intervals.length === 1
      ? "The interval includes zero: these people cannot settle it either way."
      : "Every interval includes zero: these people cannot settle it either way.";
  }
  return `${across === 0 ? "None" : across} of ${intervals.length} intervals ${across === 1 ? "includes" : "include"} zero.`;
}
