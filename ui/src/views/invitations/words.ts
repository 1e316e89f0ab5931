/** Invitations in words. */
import type { Arm } from "../../api/bindings/Arm";
import type { InvitedCoach } from "../../api/bindings/InvitedCoach";
import { shortDay } from "../../kit/dates";

export const ARMS: Record<Arm, string> = { course: "Course", comparison: "Comparison" };

/** Whether a file can be written for them: not for somebody revoked or who withdrew. */
export function canWrite(coach: InvitedCoach): boolean {
  return coach.revoked_on === null && coach.withdrew === null;
}

/** Where an invitation stands: "joined", "file written on March 3". */
export function stateWords(coach: InvitedCoach): string {
  if (coach.withdrew) {
    const gave = coach.withdrew.keep ? "what they gave is kept" : "what they gave is deleted";
    return `withdrew on ${shortDay(coach.withdrew.day)}, ${gave}`;
  }
  if (coach.revoked_on) return `revoked on ${shortDay(coach.revoked_on)}`;
  if (coach.joined) return "joined";
  return coach.written_on ? `file written on ${shortDay(coach.written_on)}` : "no file yet";
}
