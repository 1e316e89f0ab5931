/** What a second look found, in words. */
import type { Pointer } from "../api/bindings/Pointer";
import type { PointerKind } from "../api/bindings/PointerKind";
import { m } from "../paraglide/messages.js";

const LOOKS_LIKE: Record<PointerKind, (inputs: { text: string }) => string> = {
  name: m.kit_looks_like_name,
  phone: m.kit_looks_like_phone,
  email: m.kit_looks_like_email,
  date: m.kit_looks_like_date,
  number: m.kit_looks_like_number,
};

/** "“Denise” looks like a name." */
export function pointerWords(pointer: Pointer): string {
  return LOOKS_LIKE[pointer.kind]({ text: pointer.text });
}

/** What happens if nothing is changed, and that the look is no proof. */
export function leaveWords(found: number): string {
  return `${m.kit_looks_leave({ count: found })} ${m.kit_looks_can_miss()}`;
}
