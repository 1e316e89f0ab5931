/** Noting a class by keyboard: where a key leads, and what it marks. */
import type { Attendance } from "../../api/bindings/Attendance";
import type { RollLine } from "../../api/bindings/RollLine";

const MARKS: Record<string, Attendance> = { c: "came", m: "made-up", e: "excused", a: "away" };

/** What a key means in the list of a class. */
export type RollKey = { move: 1 | -1 } | { mark: Attendance | null };

/** Up and down move; a letter marks; Delete takes the mark back. Null for any other key. */
export function rollKey(event: KeyboardEvent): RollKey | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return null;
  if (event.key === "ArrowDown") return { move: 1 };
  if (event.key === "ArrowUp") return { move: -1 };
  if (event.key === "Delete" || event.key === "Backspace") return { mark: null };
  const mark = MARKS[event.key.toLowerCase()];
  return mark ? { mark } : null;
}

/** The marks that would bring back how a list stood before. */
export function before(then: readonly RollLine[], now: readonly RollLine[]) {
  const changed = then.filter(
    (line) => now.find((each) => each.code === line.code)?.attendance !== line.attendance,
  );
  return changed.map(({ code, attendance }) => ({ code, attendance }));
}
