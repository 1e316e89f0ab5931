import { m } from "../paraglide/messages.js";

/**
 * Copies a text, and says in words how that went. Where the clipboard is closed to us, the part of
 * the page that shows the text is marked, and copied the old way.
 */
export async function copy(text: string, shown: Element | null | undefined): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return m.kit_copied();
  } catch {
    if (!shown) return m.kit_copied_not();
    getSelection()?.selectAllChildren(shown);
    return document.execCommand("copy") ? m.kit_copied() : m.kit_copied_marked();
  }
}
