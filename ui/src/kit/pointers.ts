/** What a second look found, in words. */
import type { Pointer } from "../api/bindings/Pointer";
import type { PointerKind } from "../api/bindings/PointerKind";

const LOOKS_LIKE: Record<PointerKind, string> = {
  name: "a name",
  phone: "a phone number",
  email: "an e-mail address",
  date: "a whole date, such as a birthday",
  number: "a number that may belong to a person",
};

/** "“Denise” looks like a name." */
export function pointerWords(pointer: Pointer): string {
  return `“${pointer.text}” looks like ${LOOKS_LIKE[pointer.kind]}.`;
}

/** What happens if nothing is changed, and that the look is no proof. */
export function leaveWords(found: number): string {
  const leave =
    found === 1
      ? "It is sent as it stands if you leave it."
      : "They are sent as they stand if you leave them.";
  return `${leave} Evenkeel can miss one, and point at a harmless one.`;
}
