/** Bells for the eye: where they stand on the line, and when each shows as a light. */
import { length } from "../../kit/time";
import { m } from "../../paraglide/messages.js";

/** How long a bell shows as a light, seconds. Long enough to be seen through slow eyes. */
export const LIGHT_SECONDS = 4;

/** Whether the light of a bell is on. `bells` and `elapsed` are seconds from the start. */
export function lit(bells: readonly number[], elapsed: number): boolean {
  return bells.some((bell) => elapsed >= bell && elapsed < bell + LIGHT_SECONDS);
}

/** Where the line ends, seconds: at the last bell, which then rings out. */
export function lineEnd(total: number, bells: readonly number[]): number {
  const last = bells.at(-1);
  return last !== undefined && last > 0 ? Math.min(last, total) : total;
}

/**
 * A place on a line that ends at `end`, 0 to 100, in steps of a fifth: hardly a pixel of it. Drawing
 * the line anew with every look would cost more than everything else that a sit does.
 */
export function place(seconds: number, end: number): number {
  if (end <= 0) return 0;
  return Math.min(100, Math.max(0, Math.round((500 * seconds) / end) / 5));
}

/** Bells on the line as it can be drawn: small where they stand close, none where they would blur. */
export function drawn(bells: readonly number[]): { bells: readonly number[]; small: boolean } {
  if (bells.length > 120) return { bells: bells.filter((_, at) => at === 0 || at === bells.length - 1), small: false };
  return { bells, small: bells.length > 14 };
}

/** The line in words: "10 of 25 minutes. 3 bells, 1 rung so far." */
export function lineWords(total: number, elapsed: number, bells: readonly number[]): string {
  const minutes = Math.floor(Math.min(elapsed, total) / 60);
  const all = Math.round(total / 60);
  const rung = bells.filter((bell) => bell <= elapsed).length;
  const said = (long: number) => length(long) || m.kit_minutes({ count: long });
  const line = m.sit_line({ gone: all > 60 ? said(minutes) : minutes, all: said(all) });
  if (bells.length === 0) return line;
  const count = bells.length;
  const rang =
    rung === 0 ? m.sit_line_bells_none({ count }) : m.sit_line_bells({ count, rung });
  return `${line} ${rang}`;
}

/** What stands under the middle of the line: the bells between the first and the last. */
export function betweenWords(total: number, bells: readonly number[]): string {
  const between = bells.slice(1, -1);
  const [only] = between;
  if (only === undefined) return "";
  if (between.length > 1) return m.sit_line_between({ count: between.length });
  const share = only / total;
  return Math.abs(share - 0.5) < 0.03 ? m.sit_line_half_way() : m.sit_line_between_one();
}
