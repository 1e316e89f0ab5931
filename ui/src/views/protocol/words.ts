/** How people come into arms, in words. */
import type { Allocation } from "../../api/bindings/Allocation";
import { m } from "../../paraglide/messages.js";

export const ALLOCATIONS: readonly { value: Allocation; label: string }[] = [
  { value: "by-trainer", label: m.protocol_by_trainer() },
  { value: "blocks", label: m.protocol_by_blocks() },
  { value: "list", label: m.protocol_by_list() },
];

/** Who decides about an arm, and who learns of it when. */
export function allocationWords(allocation: Allocation): string {
  if (allocation === "by-trainer") {
    return m.protocol_arms_trainer();
  }
  const by = allocation === "blocks" ? m.protocol_arms_blocks() : m.protocol_arms_list();
  return `${by} ${m.protocol_arms_how()}`;
}
