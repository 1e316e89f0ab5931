/** The export in words. */
import type { Apart } from "../../api/bindings/Apart";
import type { AttributeView } from "../../api/bindings/AttributeView";
import type { Combination } from "../../api/bindings/Combination";
import type { How } from "../../api/bindings/How";
import type { Ids } from "../../api/bindings/Ids";
import { plural } from "../../kit/words";

/** Sizes of groups that journals and agencies ask for. */
export const GROUPS = [5, 10, 11].map((value) => ({ value, label: `${value} people` }));

export const IDS: readonly { value: Ids; label: string }[] = [
  { value: "new", label: "New each time" },
  { value: "stable", label: "The same in every export" },
];

/** "Of 21 people, 21 have a combination that nobody else has." */
export function aloneWords({ people, alone, below, k }: Apart): string {
  const few = below - alone;
  const more =
    few > 0 ? `, and ${few} more share theirs with fewer than ${k - 1} others` : "";
  return `Of ${plural(people, "person", "people")}, ${alone} ${alone === 1 ? "has" : "have"} a combination of the answers below that nobody else has${more}. That is before anything is done.`;
}

/** What is left of it. */
export function outcomeWords({ people, withheld, smallest, k }: Apart): string {
  if (people === 0) return "Nobody is in it yet.";
  if (smallest < k) {
    return `An arm has fewer than ${k} people. What they can be known by is withheld there.`;
  }
  if (withheld === 0) return `In the export everybody shares theirs with ${smallest - 1} others or more.`;
  return `In the export all of it is withheld for ${plural(withheld, "person", "people")}. Everybody else shares theirs with ${k - 1} others or more.`;
}

/** "3 of 8", "8", "none of 8". */
export function leftWords({ values, left }: AttributeView): string {
  if (left === 0) return `none of ${values}`;
  return left === values ? String(values) : `${left} of ${values}`;
}

/** What giving it as it was said would cost. */
export function costWords({ values, without }: AttributeView, { withheld, people }: Apart): string {
  if (values < 2) return "The same for everybody";
  if (without === null) return "Nothing was lost";
  const more = without - withheld;
  if (more <= 0) return "Fewer empty cells";
  return `As it was said, all would be withheld for ${without} of ${people}`;
}

/** A key for a row. */
export function combination(one: Combination): string {
  return one.values.join("\n");
}

/** "Groups of 5, new ids, no texts." */
export function howWords(how: How | null): string {
  if (!how) return "By an earlier version.";
  const ids = how.ids === "new" ? "new ids" : "lasting ids";
  const texts = how.texts === 0 ? "no texts" : plural(how.texts, "text");
  const practice = how.practice ? ", with practice" : "";
  return `${how.k > 1 ? `Groups of ${how.k}` : "Not coarsened"}, ${ids}, ${texts}${practice}.`;
}
