/** What a file would bring, in words. */
import type { ImportedSits } from "../../api/bindings/ImportedSits";
import type { ImportPreview } from "../../api/bindings/ImportPreview";
import type { LastImport } from "../../api/bindings/LastImport";
import type { LengthIn } from "../../api/bindings/LengthIn";
import type { Mapping } from "../../api/bindings/Mapping";
import type { WrittenAs } from "../../api/bindings/WrittenAs";
import { fullDay } from "../../kit/dates";
import { capital, count } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

export const WRITTEN: readonly { value: WrittenAs; label: string }[] = [
  { value: "month-day-year", label: m.import_written_month() },
  { value: "day-month-year", label: m.import_written_day() },
  { value: "year-month-day", label: m.import_written_year() },
  { value: "seconds", label: m.import_written_seconds() },
];

export const LENGTHS: readonly { value: LengthIn; label: string }[] = [
  { value: "clock", label: m.import_lengths_clock() },
  { value: "minutes", label: m.import_row_minutes() },
  { value: "seconds", label: m.import_lengths_seconds() },
];

/** What is new in a file, what is not, and what is left out. */
export function foundWords({ new: fresh, known, bad }: ImportPreview): string {
  const parts: string[] = [
    fresh === 0 ? m.import_found_nothing() : m.import_found_new({ count: fresh }),
  ];
  if (known > 0) parts.push(capital(m.import_found_known({ count: known, word: count(known) })));
  if (bad > 0) parts.push(m.import_found_bad({ count: bad }));
  return parts.join(" ");
}

/** Who hears of what: sits from before the course are nobody else’s business. */
export function beforeWords(
  { before_course: before, new: fresh }: ImportPreview,
  trainer: string | null,
): string {
  if (before === 0) return trainer ? m.import_trainer_all({ trainer }) : "";
  const all = fresh === before && before > 1;
  const some = { count: before, word: count(before) };
  if (!trainer) return all ? m.import_before_all() : capital(m.import_before(some));
  const never = all
    ? m.import_before_all_trainer({ trainer })
    : capital(m.import_before_trainer({ ...some, trainer }));
  return fresh === before ? never : `${never} ${m.import_trainer_others({ trainer })}`;
}

/** What an import brought. */
export function broughtWords({ new: fresh, bad }: ImportedSits): string {
  const brought = m.import_brought({ count: fresh });
  return bad > 0 ? `${brought} ${m.import_brought_bad({ count: bad })}` : brought;
}

/** The import that can be taken back. */
export function lastWords({ day, sits }: LastImport): string {
  return m.import_last_on({ day: fullDay(day), count: sits });
}

/** A mapping with another practice for one kind of the file; none for what stands for all others. */
export function withKind(mapping: Mapping, kind: string, practice: string): Mapping {
  const others = mapping.kinds.filter((each) => each.kind !== kind);
  return { ...mapping, kinds: practice ? [...others, { kind, practice }] : others };
}

/** The name of a column, or its place where it has none. */
export function columnName(columns: readonly string[], index: number): string {
  return columns[index]?.trim() || m.import_column({ number: index + 1 });
}
