/** How people come into arms, in words. */
import type { Allocation } from "../../api/bindings/Allocation";

export const ALLOCATIONS: readonly { value: Allocation; label: string }[] = [
  { value: "by-trainer", label: "By the trainer" },
  { value: "blocks", label: "By chance, in blocks" },
  { value: "list", label: "By a list of yours" },
];

/** Who decides about an arm, and who learns of it when. */
export function allocationWords(allocation: Allocation): string {
  if (allocation === "by-trainer") {
    return "The trainer says each coach’s arm when they invite them. The study is not randomized.";
  }
  const by = allocation === "blocks" ? "chance, in blocks sealed in this ledger" : "your sealed list";
  return `Arms are given by ${by}. Trainers put people on their roster first and send you the codes. You open that file under Study, and send the arms back. Nobody who enrolls can know what comes next.`;
}
