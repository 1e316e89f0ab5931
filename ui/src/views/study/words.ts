/** The protocol and the export, in words. */
import type { Arm } from "../../api/bindings/Arm";
import type { Wave } from "../../api/bindings/Wave";
import { plural } from "../../kit/words";

export const ARMS: Record<Arm, string> = { course: "Course", comparison: "Comparison" };

/** "Due on the day of class 1. Open from 28 days before to 6 days after." */
export function windowWords(wave: Wave): string {
  const anchor = wave.anchor === "start" ? "class 1" : "the last day of the course";
  const due =
    wave.due === 0
      ? wave.anchor === "start"
        ? "Due on the day of class 1."
        : "Due on the last day of the course."
      : `Due ${plural(wave.due, "day")} after ${anchor}.`;
  const [before, after] = [plural(wave.before, "day"), plural(wave.after, "day")];
  return `${due} Open from ${before} before that day to ${after} after it.`;
}
