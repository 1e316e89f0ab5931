import type { Inline } from "../../api/bindings/Inline";
import type { PartKind } from "../../api/bindings/PartKind";
import type { Step } from "../../api/bindings/Step";
import { wall } from "../../kit/time";
import { m } from "../../paraglide/messages.js";

/** A step of a class with its place on the clock. */
export interface Timed {
  /** When it begins, on the wall: "6:10 pm". */
  at: string;
  /** How long after the first bell, as the plan counts: "0:10". */
  into: string;
  minutes: number;
  title: string;
  text: Inline[];
}

const DAY = 24 * 60;

/** When classes usually begin, as a minute of the day. */
export function usualStart(kind: PartKind): number {
  return (kind === "day" ? 9 : 18) * 60;
}

/** A run of steps on the clock, from the minute of the day at which it begins. */
export function timed(steps: readonly Step[], begins: number): Timed[] {
  let into = 0;
  return steps.map((step) => {
    const start = into;
    into += step.minutes;
    return {
      at: wall(begins + start),
      into: span(start),
      minutes: step.minutes,
      title: step.title,
      text: withoutSpan(step.text, span(start)),
    };
  });
}

/** When a class ends, and on which day: "8:30 pm", "12:30 am, the next day". */
export function ending(begins: number, minutes: number): string {
  const end = begins + minutes;
  return end >= DAY ? m.class_run_next_day({ time: wall(end) }) : wall(end);
}

function span(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
}

/** A plan may count in its own words, "(0:20)"; the table has a column for that. */
function withoutSpan(text: Inline[], counted: string): Inline[] {
  const [first, ...rest] = text;
  if (first?.kind !== "text" || !first.text.startsWith(`(${counted})`)) return text;
  return [{ ...first, text: first.text.slice(counted.length + 2).trimStart() }, ...rest];
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
