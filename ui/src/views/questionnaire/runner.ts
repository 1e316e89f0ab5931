/** The rules of answering: where one is, what a key means, what is still open. */
import type { Answer } from "../../api/bindings/Answer";
import type { Runner } from "../../api/bindings/Runner";
import type { RunnerItem } from "../../api/bindings/RunnerItem";

export interface Counts {
  answered: number;
  skipped: number;
  refused: number;
  /** Never shown, or shown and left without a word. */
  open: number;
}

/** How many items have which answer. */
export function counts(items: readonly RunnerItem[]): Counts {
  const counted: Counts = { answered: 0, skipped: 0, refused: 0, open: 0 };
  for (const { answer } of items) {
    if (answer === null) counted.open += 1;
    else if (answer.kind === "code") counted.answered += 1;
    else counted[answer.kind] += 1;
  }
  return counted;
}

/**
 * Where somebody comes in: the place of the first item without an answer. None when there is no
 * such item; skipped ones are offered on the last page, not thrown at a person who comes back.
 */
export function entry(runner: Runner): number | null {
  const place = runner.items.findIndex((item) => item.answer === null);
  return place < 0 ? null : place;
}

/** The place of the first skipped item at or after `from`; null when there is none. */
export function skippedFrom(items: readonly RunnerItem[], from: number): number | null {
  const place = items.findIndex((item, at) => at >= from && item.answer?.kind === "skipped");
  return place < 0 ? null : place;
}

/** What a key means on an item: one of its codes, by the figure on the key; or going on. */
export function keyMeans(
  event: KeyboardEvent,
  codes: readonly number[],
): { code: number } | "next" | null {
  if (event.defaultPrevented || event.repeat) return null;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (event.key === "Enter") {
    // On a button or a link Enter presses that; in the form the browser itself goes on.
    return target?.closest("a, button, input, summary, dialog") ? null : "next";
  }
  if (!/^\d$/.test(event.key) || target?.closest("dialog")) return null;
  const code = Number(event.key);
  return codes.includes(code) ? { code } : null;
}

/** Whether two answers say the same. */
export function same(one: Answer | null, other: Answer | null): boolean {
  if (one === null || other === null) return one === other;
  if (one.kind === "code" && other.kind === "code") return one.code === other.code;
  return one.kind === other.kind;
}

/** An answer in words; null for an item without one. */
export function answerWords(item: RunnerItem): string | null {
  const { answer } = item;
  if (answer === null) return null;
  if (answer.kind === "skipped") return "Skipped";
  if (answer.kind === "refused") return "Rather not say";
  return item.labels[item.codes.indexOf(answer.code)] ?? String(answer.code);
}
