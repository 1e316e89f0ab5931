/** The rules of answering: where one is, what a key means, what is still open. */
import type { Answer } from "../../api/bindings/Answer";
import type { Runner } from "../../api/bindings/Runner";
import type { RunnerItem } from "../../api/bindings/RunnerItem";
import { m } from "../../paraglide/messages.js";

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

/** The most questions of one page; more than these are a wall. */
const MOST_ROWS = 8;

/** Questions that show together: from this place up to, and without, that one. */
export interface Page {
  from: number;
  to: number;
}

/**
 * The pages of a questionnaire: one question each, or, `together`, neighbors that are answered in
 * the same words, spread evenly. The order stays as it is.
 */
export function pages(items: readonly RunnerItem[], together: boolean): Page[] {
  const found: Page[] = [];
  let from = 0;
  while (from < items.length) {
    let to = from + 1;
    const first = items[from];
    if (together && first && fitsRow(first)) {
      while (to < items.length && sameAnswers(first, items[to])) to += 1;
    }
    const parts = Math.ceil((to - from) / MOST_ROWS);
    for (let part = 0; part < parts; part += 1) {
      const at = (share: number) => from + Math.round((share * (to - from)) / parts);
      found.push({ from: at(part), to: at(part + 1) });
    }
    from = to;
  }
  return found;
}

/** Whether its answers can stand side by side above a column without being cut. */
function fitsRow(item: RunnerItem): boolean {
  const short = (label: string) => label.length <= 28 && label.split(/\s/).every((it) => it.length <= 14);
  return !isOpen(item) && item.codes.length <= 7 && item.labels.every(short);
}

function sameAnswers(one: RunnerItem, other: RunnerItem | undefined): boolean {
  return (
    other !== undefined &&
    !isOpen(other) &&
    one.codes.join() === other.codes.join() &&
    one.labels.join("\n") === other.labels.join("\n")
  );
}

/** Whether it is answered in one’s own words. */
export function isOpen(item: RunnerItem): boolean {
  return typeof item.words === "string";
}

/** Whether it waits for an answer: not shown yet, or skipped. */
export function waits(answer: Answer | null | undefined): boolean {
  return !answer || answer.kind === "skipped";
}

/**
 * The figure that stands beside an answer and gives it: its code where the codes count by one, else
 * its place, for codes such as 0, 25, 50.
 */
export function figureOf(codes: readonly number[], index: number): number {
  const byOne = codes.every((code, at) => code >= 0 && (at === 0 || code === (codes[at - 1] ?? 0) + 1));
  return byOne ? (codes[index] ?? index + 1) : index + 1;
}

/** The words beside an answer; its place where a form has none there. */
export function labelOf(item: RunnerItem, index: number): string {
  const label = item.labels[index];
  return label || m.questionnaire_place_of({ number: index + 1, all: item.codes.length });
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
  const code = codes.find((_, index) => figureOf(codes, index) === Number(event.key));
  return code === undefined ? null : { code };
}

/** Whether two answers say the same. */
export function same(one: Answer | null, other: Answer | null): boolean {
  if (one === null || other === null) return one === other;
  if (one.kind === "code" && other.kind === "code") return one.code === other.code;
  return one.kind === other.kind;
}

/** An answer in words; null for an item without one. */
export function answerWords(item: RunnerItem, answer = item.answer): string | null {
  if (answer === null) return null;
  if (answer.kind === "skipped") return m.questionnaire_answer_skipped();
  if (answer.kind === "refused") return m.questionnaire_rather_not();
  return item.words || labelOf(item, item.codes.indexOf(answer.code));
}
