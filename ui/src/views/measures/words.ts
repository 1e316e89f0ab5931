/** How questionnaires and copies of their wording are spoken of. */
import type { InstrumentCard } from "../../api/bindings/InstrumentCard";
import type { ItemVerdict } from "../../api/bindings/ItemVerdict";
import type { Reading } from "../../api/bindings/Reading";
import { m } from "../../paraglide/messages.js";

/** What a verdict on a question says. */
export const VERDICT: Record<ItemVerdict, string> = {
  published: m.measures_verdict_published(),
  "target-word": m.measures_verdict_target(),
  differs: m.measures_verdict_differs(),
  unchecked: m.measures_verdict_unchecked(),
  repeated: m.measures_verdict_repeated(),
  surplus: m.measures_verdict_surplus(),
};

/** Where the wording of an instrument stands. */
export function stateWords(card: InstrumentCard): string {
  const { wording } = card;
  if (wording.kind === "own") return m.measures_own();
  if (wording.kind === "missing") return m.measures_missing();
  return m.measures_installed({
    checked: wording.checked === "published" ? "published" : "compared",
    replaced: wording.replaced.length > 0 ? "own" : "none",
    from: wording.source ? "source" : "pasted",
    words: wording.replaced.join(", "),
    source: wording.source ?? "",
  });
}

/** "30 items, about 8 minutes." */
export function sizeWords(card: InstrumentCard): string {
  return m.measures_size({ items: card.items, minutes: card.minutes });
}

/** What was read, in a sentence each: the kind of copy, how many are as published, the order. */
export function readingWords(reading: Reading, items: number): string {
  const as = reading.items.filter((item) => ["published", "target-word"].includes(item.verdict));
  const read = m.measures_read({ format: reading.format });
  const order = reading.same_order ? m.measures_same_order() : m.measures_other_order();
  if (as.length === 0) {
    return [read, m.measures_questions({ count: reading.items.length }), order].join(" ");
  }
  const published =
    as.length === items
      ? m.measures_published_all({ items })
      : m.measures_published({ count: as.length, items });
  return [read, published, order].join(" ");
}

/** Whether only a person can say which item a question is. */
export function canAssign(verdict: ItemVerdict): boolean {
  return verdict !== "published" && verdict !== "target-word";
}

/** Whether installing it rests on somebody’s comparing it by hand. */
export function needsHand(reading: Reading): boolean {
  const has = (verdict: ItemVerdict) => reading.items.some((item) => item.verdict === verdict);
  if (has("published") || has("target-word")) return false;
  return has("unchecked") || has("differs");
}
