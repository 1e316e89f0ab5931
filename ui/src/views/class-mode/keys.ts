import { m } from "../../paraglide/messages.js";

/** What a key means on the projector. A remote control for slides sends Page Down and Page Up. */
export type ModeKey = "next" | "back" | "bell" | "leave";

/** The keys as the screen tells them. */
export const KEYS: readonly { key: string; does: string }[] = [
  { key: m.class_mode_key_next(), does: m.class_mode_key_next_does() },
  { key: m.class_mode_key_back(), does: m.class_mode_key_back_does() },
  { key: m.class_mode_key_bell(), does: m.class_mode_key_bell_does() },
  { key: m.class_mode_key_leave(), does: m.class_mode_key_leave_does() },
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
