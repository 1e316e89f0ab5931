/** The export in words. */
import type { Apart } from "../../api/bindings/Apart";
import type { AttributeView } from "../../api/bindings/AttributeView";
import type { Combination } from "../../api/bindings/Combination";
import type { How } from "../../api/bindings/How";
import type { Ids } from "../../api/bindings/Ids";
import { sentence } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

/** Sizes of groups that journals and agencies ask for. */
export const GROUPS = [5, 10, 11].map((value) => ({
  value,
  label: m.export_people({ count: value }),
}));

export const IDS: readonly { value: Ids; label: string }[] = [
  { value: "new", label: m.export_ids_new() },
  { value: "stable", label: m.export_ids_stable() },
];

/** "Of 21 people, 21 have a combination that nobody else has." */
export function aloneWords({ people, alone, below, k }: Apart): string {
  const few = below - alone;
  if (few <= 0) return m.export_alone({ people, alone });
  return m.export_alone_few({ people, alone, few, others: k - 1 });
}

/** What is left of it. */
export function outcomeWords({ people, withheld, smallest, k }: Apart): string {
  if (people === 0) return m.export_outcome_nobody();
  if (smallest < k) return m.export_outcome_arm({ k });
  if (withheld === 0) return m.export_outcome_all({ others: smallest - 1 });
  return m.export_outcome_withheld({ count: withheld, others: k - 1 });
}

/** "3 of 8", "8", "none of 8". */
export function leftWords({ values, left }: AttributeView): string {
  if (left === 0) return m.export_left_none({ values });
  return left === values ? String(values) : m.export_left({ left, values });
}

/** What giving it as it was said would cost. */
export function costWords({ values, without }: AttributeView, { withheld, people }: Apart): string {
  if (values < 2) return m.export_cost_same();
  if (without === null) return m.export_cost_nothing();
  const more = without - withheld;
  if (more <= 0) return m.export_cost_cells();
  return m.export_cost_withheld({ without, people });
}

/** A key for a row. */
export function combination(one: Combination): string {
  return one.values.join("\n");
}

/** "Groups of 5, new ids, no texts." */
export function howWords(how: How | null): string {
  if (!how) return m.export_how_unknown();
  const said = [
    how.k > 1 ? m.export_how_groups({ k: how.k }) : m.export_how_whole(),
    how.ids === "new" ? m.export_how_new() : m.export_how_lasting(),
    how.texts === 0 ? m.export_how_texts_none() : m.export_how_texts({ count: how.texts }),
    how.practice && m.export_how_practice(),
  ];
  return sentence(said.filter(Boolean).join(", "));
}
