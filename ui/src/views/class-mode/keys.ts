/** What a key means on the projector. A remote control for slides sends Page Down and Page Up. */
export type ModeKey = "next" | "back" | "bell" | "leave";

/** The keys as the screen tells them. */
export const KEYS: readonly { key: string; does: string }[] = [
  { key: "→ or Page Down", does: "next step" },
  { key: "← or Page Up", does: "one step back" },
  { key: "Space", does: "one bell" },
  { key: "Esc", does: "leave; the clock goes on" },
];

/** What this key means; null for nothing. On a button Space and Enter press that. */
export function modeKey(event: KeyboardEvent): ModeKey | null {
  if (event.defaultPrevented || event.repeat) return null;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null;
  if (event.key === "Escape") return "leave";
  if (event.key === "ArrowRight" || event.key === "PageDown") return "next";
  if (event.key === "ArrowLeft" || event.key === "PageUp") return "back";
  const target = event.target instanceof Element ? event.target : null;
  return event.key === " " && !target?.closest("a, button, input, summary") ? "bell" : null;
}
