/**
 * Copies a text, and says in words how that went. Where the clipboard is closed to us, the part of
 * the page that shows the text is marked, and copied the old way.
 */
export async function copy(text: string, shown: Element | null | undefined): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    if (!shown) return "It could not be copied.";
    getSelection()?.selectAllChildren(shown);
    return document.execCommand("copy") ? "Copied." : "Marked. Ctrl and C copy it.";
  }
}
