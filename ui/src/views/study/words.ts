/** The protocol and the export, in words. */
import type { Arm } from "../../api/bindings/Arm";
import type { Wave } from "../../api/bindings/Wave";
import { m } from "../../paraglide/messages.js";

export const ARMS: Record<Arm, string> = {
  course: m.study_arm_course(),
  comparison: m.study_arm_comparison(),
};

/** "Due on the day of class 1. Open from 28 days before to 6 days after." */
export function windowWords(wave: Wave): string {
  const [before, after] = [m.kit_days({ count: wave.before }), m.kit_days({ count: wave.after })];
  return `${dueWords(wave)} ${m.study_open({ before, after })}`;
}

function dueWords({ anchor, due }: Wave): string {
  if (anchor === "start") {
    return due === 0 ? m.study_due_first() : m.study_due_after_first({ count: due });
  }
  return due === 0 ? m.study_due_last() : m.study_due_after_last({ count: due });
}
