/** What a collect brought, in words. */
import type { Collected } from "../api/bindings/Collected";
import type { Progress } from "../api/bindings/Progress";
import { m } from "../paraglide/messages.js";
import { list } from "./words";

/** "3 new hand-ins, with 41 entries." */
export function collectedWords(collected: Collected): string {
  const left = collected.left > 0 ? m.kit_collected_left({ count: collected.left }) : "";
  if (collected.new === 0) return left || m.kit_collected_nothing();
  const found = m.kit_collected_new({ count: collected.new, facts: collected.facts });
  return left ? `${found} ${left}` : found;
}

/** "12 of 40 hand-ins". */
export function progressWords(progress: Progress | null): string {
  if (!progress || progress.total === 0) return m.kit_collect_asking();
  return m.kit_collect_done({ done: progress.done, total: progress.total });
}

/** "Numbers 3 and 5 are missing." */
export function gapWords(missing: readonly number[]): string {
  return m.kit_gap_missing({ count: missing.length, numbers: list(missing.map(String)) });
}

/** "2 files were set aside: nothing was taken from them." */
export function setAsideWords(files: number): string {
  return m.kit_set_aside({ count: files });
}
