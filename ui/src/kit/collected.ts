/** What a collect brought, in words. */
import type { Collected } from "../api/bindings/Collected";
import type { Progress } from "../api/bindings/Progress";
import { list, plural } from "./words";

/** "3 new hand-ins, with 41 entries." */
export function collectedWords(collected: Collected): string {
  const left =
    collected.left > 0 ? ` ${plural(collected.left, "file")} not looked at yet: collect again.` : "";
  if (collected.new === 0) return left ? left.trim() : "Nothing new since the last time.";
  const facts = plural(collected.facts, "entry", "entries");
  return `${plural(collected.new, "new hand-in")}, with ${facts}.${left}`;
}

/** "12 of 40 hand-ins". */
export function progressWords(progress: Progress | null): string {
  if (!progress || progress.total === 0) return "Asking the mailbox what is there.";
  return `${progress.done} of ${plural(progress.total, "hand-in")}`;
}

/** "Numbers 3 and 5 are missing." */
export function gapWords(missing: readonly number[]): string {
  const numbers = list(missing.map(String));
  return missing.length === 1 ? `Number ${numbers} is missing.` : `Numbers ${numbers} are missing.`;
}

/** "2 files were set aside: nothing was taken from them." */
export function setAsideWords(files: number): string {
  return files === 1
    ? "1 file was set aside: nothing was taken from it."
    : `${files} files were set aside: nothing was taken from them.`;
}
