/** A class on the clock, worked out from when its steps began. */
import type { ClassClock } from "../../api/bindings/ClassClock";
import type { ClockStep } from "../../api/bindings/ClockStep";
import { m } from "../../paraglide/messages.js";

/** Where a class stands. Minutes are whole. */
export interface Standing {
  step: ClockStep;
  /** The step after it; null for the last. */
  next: ClockStep | null;
  /** Minutes left of the step, begun ones counted; 0 when its time is over. */
  left: number;
  /** How much later the step ends than planned, if it ends in its time; below 0 is earlier. */
  late: number;
  /** When the class ends, as it stands now: milliseconds. */
  endsAt: number;
}

const MINUTE = 60_000;

/** Where a class stands at a moment; null before it begins and when it is over. */
export function standing(clock: ClassClock, now: number): Standing | null {
  const step = clock.steps[clock.step];
  if (!clock.began_at || clock.ended_at || !step) return null;
  const began = Date.parse(clock.began_at);
  const length = (steps: readonly ClockStep[]) =>
    steps.reduce((sum, each) => sum + each.minutes, 0) * MINUTE;
  const planned = began + length(clock.steps.slice(0, clock.step + 1));
  const due = Date.parse(step.began_at ?? clock.began_at) + step.minutes * MINUTE;
  const ends = Math.max(due, now);
  return {
    step,
    next: clock.steps[clock.step + 1] ?? null,
    left: Math.max(0, Math.ceil((due - now) / MINUTE)),
    late: Math.trunc((ends - planned) / MINUTE),
    endsAt: ends + length(clock.steps.slice(clock.step + 1)),
  };
}

/** "12 minutes left", "The last minute", "Its time is over." */
export function leftWords(left: number): string {
  return left === 0 ? m.class_clock_time_over() : m.class_clock_left({ count: left });
}

/** "As planned", "6 min later than planned". */
export function lateWords(late: number): string {
  if (late === 0) return m.class_clock_as_planned();
  return late > 0 ? m.class_clock_late({ count: late }) : m.class_clock_early({ count: -late });
}

/** A moment as the clock on the wall of the class shows it: the offset is the one it began with. */
export function wallOf(moment: number, like: string): string {
  const offset = /([+-])(\d{2}):(\d{2})$/.exec(like);
  const minutes = offset
    ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]))
    : 0;
  return new Date(moment + minutes * MINUTE).toISOString().slice(0, 19);
}
