import { m } from "../paraglide/messages.js";

/**
 * Copies a text, and says in words how that went. Where the clipboard is closed to us, the part of
 * the page that shows the text is marked, and copied the old way; so is a field made for it where
 * no part shows all of it.
 */
export async function copy(text: string, shown?: Element | null): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return m.kit_copied();
  } catch {
    if (!shown) return fromField(text) ? m.kit_copied() : m.kit_copied_not();
    getSelection()?.selectAllChildren(shown);
    return document.execCommand("copy") ? m.kit_copied() : m.kit_copied_marked();
  }
}

function fromField(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "hidden-label";
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}
