import { m } from "../../paraglide/messages.js";

/** Keys of one place. */
export interface Keys {
  where: string;
  keys: { key: string; does: string }[];
}

/** All keys, as the sheet shows them. What each place does with them is its own. */
export function sheet(): Keys[] {
  const key = (key: string, does: string) => ({ key, does });
  return [
    {
      where: m.palette_everywhere(),
      keys: [
        key(m.palette_key_palette(), m.palette_does_palette()),
        key("?", m.palette_does_keys()),
        key("Tab", m.palette_does_tab()),
        key("Esc", m.palette_does_esc()),
      ],
    },
    {
      where: m.palette_sitting(),
      keys: [
        key(m.palette_key_space(), m.palette_does_pause()),
        key("←", m.palette_does_back()),
        key("Q", m.palette_does_quiet()),
        key("Esc", m.palette_does_brake()),
      ],
    },
    {
      where: m.palette_answering(),
      keys: [
        key(m.palette_key_figures(), m.palette_does_answer()),
        key(m.palette_key_enter(), m.palette_does_next()),
      ],
    },
    {
      where: m.palette_reading(),
      keys: [key("↑ ↓", m.palette_does_results()), key("← →", m.palette_does_cards())],
    },
  ];
}

/** What a key pressed on a page opens; null for nothing, and wherever somebody writes. */
export function opens(event: KeyboardEvent): "palette" | "keys" | null {
  if (event.defaultPrevented || event.repeat || event.altKey) return null;
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl) return event.key.toLowerCase() === "k" && !event.shiftKey ? "palette" : null;
  const target = event.target instanceof Element ? event.target : null;
  const writes = target?.closest("input, textarea, select, dialog, [contenteditable]");
  return event.key === "?" && !writes ? "keys" : null;
}
