/** What the data are short of, counted and in words. */
import type { ItemMissing } from "../../api/bindings/ItemMissing";
import { m } from "../../paraglide/messages.js";
import { LANGUAGE } from "../../kit/dates";

/** Each item over all waves: which percent of the answers asked for are not there. */
export function byItem(items: readonly ItemMissing[]): { item: number; percent: number }[] {
  const found = new Map<number, { asked: number; missing: number }>();
  for (const { item, asked, skipped, refused } of items) {
    const so = found.get(item) ?? { asked: 0, missing: 0 };
    found.set(item, { asked: so.asked + asked, missing: so.missing + skipped + refused });
  }
  return [...found]
    .sort(([one], [other]) => one - other)
    .map(([item, { asked, missing }]) => ({ item, percent: asked === 0 ? 0 : (100 * missing) / asked }));
}

/** "Of 1,802 answers asked for, 24 were skipped and 20 are “rather not say”." */
export function missingWords(items: readonly ItemMissing[]): string {
  const sum = (of: (item: ItemMissing) => number) =>
    items.reduce((all, item) => all + of(item), 0).toLocaleString(LANGUAGE);
  const notAsked = sum((item) => item.not_asked);
  const words = m.analysis_missing_words({
    asked: sum((item) => item.asked),
    skipped: sum((item) => item.skipped),
    refused: sum((item) => item.refused),
  });
  return notAsked === "0" ? words : `${words} ${m.analysis_missing_not_asked({ count: notAsked })}`;
}

/** "8 days after it closed", "1 day before it opened". */
export function outsideWords(by: number): string {
  return by < 0
    ? m.analysis_outside_before({ count: -by })
    : m.analysis_outside_after({ count: by });
}
