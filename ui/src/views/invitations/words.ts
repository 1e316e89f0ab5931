/** Invitations in words. */
import type { Arm } from "../../api/bindings/Arm";
import type { InvitedCoach } from "../../api/bindings/InvitedCoach";
import { shortDay } from "../../kit/dates";
import { m } from "../../paraglide/messages.js";

export const ARMS: Record<Arm, string> = {
  course: m.invitations_arm_course(),
  comparison: m.invitations_arm_comparison(),
};

/** Whether a file can be written for them: not for somebody revoked or who withdrew. */
export function canWrite(coach: InvitedCoach): boolean {
  return coach.revoked_on === null && coach.withdrew === null;
}

/** Where an invitation stands: "joined", "file written on March 3". */
export function stateWords(coach: InvitedCoach): string {
  if (coach.withdrew) {
    const day = shortDay(coach.withdrew.day);
    return coach.withdrew.keep
      ? m.invitations_withdrew_kept({ day })
      : m.invitations_withdrew_deleted({ day });
  }
  if (coach.revoked_on) return m.invitations_revoked({ day: shortDay(coach.revoked_on) });
  if (coach.joined) return m.invitations_joined();
  return coach.written_on
    ? m.invitations_written({ day: shortDay(coach.written_on) })
    : m.invitations_no_file();
}
