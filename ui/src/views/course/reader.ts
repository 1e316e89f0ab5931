import type { CoachRole } from "../../api/bindings/CoachRole";
import type { ExerciseLine } from "../../api/bindings/ExerciseLine";
import type { Term } from "../../api/bindings/Term";
import type { Variant } from "../../api/bindings/Variant";

/** What a text needs to know about whoever reads it. */
export interface Reader {
  /** The roles that examples can be told for. */
  roles: readonly CoachRole[];
  /** The ids of those the reader works in. */
  own: readonly string[];
  /** The words that are explained in place. */
  glossary: readonly Term[];
  /** The exercises that can be written in the program; none for somebody who only reads. */
  exercises: readonly ExerciseLine[];
}

/** A reader of whom nothing is known: no examples to choose, nothing to explain or to write. */
export const ANYONE: Reader = { roles: [], own: [], glossary: [], exercises: [] };

/**
 * The versions of a point that are told for the reader's own roles, and the others; with no role
 * that fits, the first one stands for all. Both keep the order of the lesson.
 */
export function toldFor(
  variants: readonly Variant[],
  own: readonly string[],
): { shown: Variant[]; others: Variant[] } {
  const fits = variants.filter((one) => one.roles.some((role) => own.includes(role)));
  const shown = fits.length > 0 ? fits : variants.slice(0, 1);
  return { shown, others: variants.filter((one) => !shown.includes(one)) };
}

/** The names of roles in one line: "Recovery support specialist, sober escort". */
export function roleNames(ids: readonly string[], roles: readonly CoachRole[]): string {
  return roles
    .filter((role) => ids.includes(role.id))
    .map((role, index) => (index === 0 ? role.title : lower(role.title)))
    .join(", ");
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
