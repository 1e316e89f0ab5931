/** Where marks stand in a drawing, as percent of its width or height. */
import { addDays, daysBetween, LANGUAGE } from "../../kit/dates";

const MONTH = new Intl.DateTimeFormat(LANGUAGE, { month: "short", timeZone: "UTC" });

/** An axis with round ends and round ticks. */
export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

/**
 * An axis that holds every value, in steps of 1, 2 or 5, with about five ticks. Where bounds are
 * given it never goes beyond them, since no score does.
 */
export function axis(values: readonly number[], bounds?: { low: number; high: number }): Axis {
  const finite = values.filter(Number.isFinite);
  let low = Math.min(...finite);
  let high = Math.max(...finite);
  if (finite.length === 0) [low, high] = bounds ? [bounds.low, bounds.high] : [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  if (bounds) [low, high] = [Math.max(low, bounds.low), Math.min(high, bounds.high)];
  const step = roundStep((high - low) / 4);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
  const [from = low, to = high] = [ticks[0], ticks.at(-1)];
  const ends = bounds
    ? { low: Math.max(from, bounds.low), high: Math.min(to, bounds.high) }
    : { low: from, high: to };
  return { ...ends, ticks: ticks.filter((tick) => tick >= ends.low && tick <= ends.high) };
}

/** Around zero and as long on both sides, for effects. */
export function around(values: readonly number[]): Axis {
  const far = Math.max(0.5, ...values.filter(Number.isFinite).map(Math.abs));
  const step = roundStep(far / 4);
  const steps = Math.ceil(far / step - 1e-9);
  const ticks = Array.from({ length: 2 * steps + 1 }, (_, at) => (at - steps) * step);
  return { low: -steps * step, high: steps * step, ticks: thin(ticks, steps) };
}

/** Where a value stands between the ends of an axis, 0 to 100; beyond an end it stands there. */
export function place({ low, high }: Pick<Axis, "low" | "high">, value: number): number {
  if (high <= low) return 50;
  return Math.min(100, Math.max(0, (100 * (value - low)) / (high - low)));
}

/** A tick in words, with no more places than the ticks beside it need. */
export function tickWords(ticks: readonly number[], tick: number): string {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));
  const text = tick.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** The days between two days, as an axis: where a day stands, 0 to 100. */
export function dayPlace(from: string, to: string, day: string): number {
  return place({ low: 0, high: daysBetween(from, to) }, daysBetween(from, day));
}

/** The firsts of months from one day to another, thinned out to at most six. */
export function months(from: string, to: string): string[] {
  const found: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (day.endsWith("-01")) found.push(day);
  const every = Math.ceil(found.length / 6);
  return found.filter((_, at) => at % every === 0);
}

/** `2026-03-01` as "Mar". */
export function monthName(day: string): string {
  return MONTH.format(new Date(`${day}T00:00:00Z`));
}

/** Every second tick where they would stand close, with zero among them. */
function thin(ticks: readonly number[], steps: number): number[] {
  return steps > 3 ? ticks.filter((_, at) => (at - steps) % 2 === 0) : [...ticks];
}

function roundStep(about: number): number {
  const ten = 10 ** Math.floor(Math.log10(about));
  const times = [1, 2, 5, 10].find((step) => step * ten >= about - 1e-12) ?? 10;
  return times * ten;
}
