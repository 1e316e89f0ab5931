/** Small words around numbers. */

import { m } from "../paraglide/messages.js";

/** A number as a word up to twelve, as a figure beyond. */
export function count(n: number): string {
  return m.kit_count({ number: n });
}

/** With a capital, to begin a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Joan", "Joan and Dana", "Joan, Dana and Ruth". */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  const before = items.slice(0, -1).reduce((said, next) => m.kit_list_more({ items: said, next }));
  return m.kit_list_last({ items: before, last: items.at(-1) ?? "" });
}

/** With a full stop at its end, unless it has one. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) || trimmed === "" ? trimmed : `${trimmed}.`;
}
