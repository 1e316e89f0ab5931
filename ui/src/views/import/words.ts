/** What a file would bring, in words. */
import type { ImportedSits } from "../../api/bindings/ImportedSits";
import type { ImportPreview } from "../../api/bindings/ImportPreview";
import type { LastImport } from "../../api/bindings/LastImport";
import type { LengthIn } from "../../api/bindings/LengthIn";
import type { Mapping } from "../../api/bindings/Mapping";
import type { WrittenAs } from "../../api/bindings/WrittenAs";
import { fullDay } from "../../kit/dates";
import { capital, count, plural } from "../../kit/words";

export const WRITTEN: readonly { value: WrittenAs; label: string }[] = [
  { value: "month-day-year", label: "Month, day, year: 04/20/2026" },
  { value: "day-month-year", label: "Day, month, year: 20.4.2026" },
  { value: "year-month-day", label: "Year, month, day: 2026-04-20" },
  { value: "seconds", label: "Seconds since 1970" },
];

export const LENGTHS: readonly { value: LengthIn; label: string }[] = [
  { value: "clock", label: "Hours, minutes, seconds: 0:45:00" },
  { value: "minutes", label: "Minutes" },
  { value: "seconds", label: "Seconds" },
];

/** What is new in a file, what is not, and what is left out. */
export function foundWords({ new: fresh, known, bad }: ImportPreview): string {
  const parts = [fresh === 0 ? "Nothing new in this file." : `${plural(fresh, "new sit")}.`];
  if (known > 0) parts.push(`${capital(count(known))} ${known === 1 ? "is" : "are"} there already.`);
  if (bad > 0) parts.push(`${capital(plural(bad, "row"))} can’t be read and ${bad === 1 ? "is" : "are"} left out.`);
  return parts.join(" ");
}

/** Who hears of what: sits from before the course are nobody else’s business. */
export function beforeWords(
  { before_course: before, new: fresh }: ImportPreview,
  trainer: string | null,
): string {
  const like = trainer ? `go to ${trainer} like those of any sit you enter.` : "";
  if (before === 0) return trainer ? `Their days and minutes ${like}` : "";
  const which = fresh === before && before > 1 ? "All" : capital(count(before));
  const lie = `${which} of them ${before === 1 ? "lies" : "lie"} before`;
  if (!trainer) return `${lie} the first day of the course.`;
  const never = `${lie} class 1: ${trainer} never hears of ${before === 1 ? "it" : "those"}.`;
  return fresh === before ? never : `${never} The days and minutes of the others ${like}`;
}

/** What an import brought. */
export function broughtWords({ new: fresh, bad }: ImportedSits): string {
  const left = bad > 0 ? ` ${capital(plural(bad, "row"))} ${bad === 1 ? "was" : "were"} left out.` : "";
  return `${capital(plural(fresh, "sit"))} ${fresh === 1 ? "is" : "are"} in your log now.${left}`;
}

/** The import that can be taken back. */
export function lastWords({ day, sits }: LastImport): string {
  return `The latest import was on ${fullDay(day)}, with ${plural(sits, "sit")}.`;
}

/** A mapping with another practice for one kind of the file; none for what stands for all others. */
export function withKind(mapping: Mapping, kind: string, practice: string): Mapping {
  const others = mapping.kinds.filter((each) => each.kind !== kind);
  return { ...mapping, kinds: practice ? [...others, { kind, practice }] : others };
}

/** The name of a column, or its place where it has none. */
export function columnName(columns: readonly string[], index: number): string {
  return columns[index]?.trim() || `Column ${index + 1}`;
}
