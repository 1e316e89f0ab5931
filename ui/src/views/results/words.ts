/** How results speak: what is higher or lower, and how much of it may be chance. */
import type { ScaleResult } from "../../api/bindings/ScaleResult";
import type { ScoreChange } from "../../api/bindings/ScoreChange";
import type { ShownBands } from "../../api/bindings/ShownBands";
import { list } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

/** A score as a figure, with a true minus sign: at most one place after the point. */
export function figure(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return String(rounded === 0 ? 0 : rounded).replace("-", "−");
}

/** Where a value stands on its line, 0 to 100; what lies beyond an end stands at the end. */
export function placeOn(scale: Pick<ScaleResult, "lowest" | "highest">, value: number): number {
  const span = scale.highest - scale.lowest;
  if (span <= 0) return 0;
  return Math.min(100, Math.max(0, (100 * (value - scale.lowest)) / span));
}

/** "Higher than before the course, by 4." */
export function changeWords(change: ScoreChange): string {
  const by = figure(Math.abs(change.by));
  const time = inside(change.from);
  if (by === "0") return m.results_same({ time });
  return change.by > 0 ? m.results_higher({ time, by }) : m.results_lower({ time, by });
}

/** What chance alone can do, and what that means for this change; null where it is not known. */
export function chanceWords(change: ScoreChange): string | null {
  const { smallest_reliable: least, lowest, highest } = change;
  if (least === null || lowest === null || highest === null) return null;
  const within = Math.abs(change.by) < least;
  return [
    m.results_chance({ least: figure(least) }),
    within ? m.results_chance_within() : m.results_chance_larger(),
    m.results_chance_between({ lowest: figure(lowest), highest: figure(highest) }),
  ].join(" ");
}

/** "low from 10, moderate from 23 and high from 42" */
export function bandWords(bands: ShownBands): string {
  return list(
    bands.bands.map(({ name, from }) => m.results_band({ name, from: figure(from) })),
  );
}

/** A wave's name within a sentence: "before the course", but "T1" as it is. */
function inside(title: string): string {
  const [first = "", second = ""] = title;
  return second === second.toUpperCase() && second.trim() !== ""
    ? title
    : first.toLowerCase() + title.slice(1);
}
