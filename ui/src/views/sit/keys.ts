import { m } from "../../paraglide/messages.js";

/** What a key means while somebody sits. */
export type SitKey = "toggle" | "back" | "quiet" | "brake";

/** The keys as the player tells them. */
export const KEYS: readonly { key: string; does: string }[] = [
  { key: m.sit_key_space(), does: m.sit_key_toggle() },
  { key: "←", does: m.sit_key_back() },
  { key: "Q", does: m.sit_key_quiet() },
  { key: m.sit_key_esc(), does: m.sit_key_brake() },
];

/** What this key means; null for nothing. Esc is the brake even where the other keys are off. */
export function sitKey(event: KeyboardEvent, others = true): SitKey | null {
  if (event.defaultPrevented || event.repeat) return null;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === "Escape") return "brake";
  if (!others) return null;
  const target = event.target instanceof Element ? event.target : null;
  // On a button or a link Space presses that.
  if (event.key === " ") return target?.closest("a,button,input,summary") ? null : "toggle";
  // On a slider the arrow moves it.
  if (event.key === "ArrowLeft") return target?.closest("input") ? null : "back";
  return event.key.toLowerCase() === "q" ? "quiet" : null;
}
