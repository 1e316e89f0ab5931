/** What a collect brought, in words. */
import type { Collected } from "../api/bindings/Collected";
import { plural } from "./words";

/** "3 new hand-ins, with 41 entries." */
export function collectedWords(collected: Collected): string {
  if (collected.new === 0) return "Nothing new since the last time.";
  return `${plural(collected.new, "new hand-in")}, with ${plural(collected.facts, "entry", "entries")}.`;
}

/** "2 files were set aside: nothing was taken from them." */
export function setAsideWords(files: number): string {
  return files === 1
    ? "1 file was set aside: nothing was taken from it."
    : `${files} files were set aside: nothing was taken from them.`;
}
