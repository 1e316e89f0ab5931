/** Figures in words: the interval first, p last, and why there is none. */
import type { Arm } from "../../api/bindings/Arm";
import type { Difference } from "../../api/bindings/Difference";
import type { Figure } from "../../api/bindings/Figure";
import type { FlowPart } from "../../api/bindings/FlowPart";
import type { Interval } from "../../api/bindings/Interval";
import type { ScaleAnalysis } from "../../api/bindings/ScaleAnalysis";
import type { WaveArm } from "../../api/bindings/WaveArm";
import { m } from "../../paraglide/messages.js";

/** The arms in the order of every pair of numbers. */
export const ARMS = ["course", "comparison"] as const satisfies readonly Arm[];
export const ARM: Record<Arm, string> = {
  course: m.analysis_arm_course(),
  comparison: m.analysis_arm_comparison(),
};
/** The same as the head of a row. */
export const ARM_ROW: Record<Arm, string> = {
  course: m.analysis_row_course(),
  comparison: m.analysis_row_comparison(),
};

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
  return m.analysis_range({ low: number(low, digits), high: number(high, digits) });
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
  const test = `t(${df}) = ${number(by.t, 2)}, ${pWords(by.p)}`;
  return by.p_holm === null
    ? test
    : m.analysis_test_corrected({ test, corrected: pWords(by.p_holm) });
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
  ["in_time", m.analysis_stand_in_time()],
  ["late", m.analysis_stand_late()],
  ["in_part", m.analysis_stand_in_part()],
  ["missed", m.analysis_stand_missed()],
  ["open", m.analysis_stand_open()],
  ["not_due", m.analysis_stand_not_due()],
  ["withdrew", m.analysis_stand_withdrew()],
] as const;

/** "8 in time, 2 late", with nothing that is nobody. */
export function standing(arm: WaveArm): string {
  const some = STANDINGS.filter(([key]) => arm[key] > 0);
  return some
    .map(([key, words]) => m.analysis_stand_count({ count: arm[key], standing: words }))
    .join(", ");
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
  if (intervals.length === 0) return m.analysis_zero_nothing();
  if (across === intervals.length) {
    return intervals.length === 1 ? m.analysis_zero_one() : m.analysis_zero_every();
  }
  const all = intervals.length;
  return across === 0 ? m.analysis_zero_none({ all }) : m.analysis_zero_some({ across, all });
}
