/** What a trainer recorded, in words. */
import type { Recorded } from "../../api/bindings/Recorded";
import { length } from "../../kit/time";
import { m } from "../../paraglide/messages.js";

/** How long a recording is: "8 seconds", "12 minutes". */
export function lasts(seconds: number): string {
  if (seconds < 90) return m.recordings_seconds({ count: Math.max(1, Math.round(seconds)) });
  return length(Math.round(seconds / 60));
}

/** What there is of a practice: "1 whole recording. 3 of 42 cues." */
export function heard({ whole, cues }: Recorded): string {
  const spoken = cues.filter((cue) => cue.recording).length;
  const parts = [
    whole.length > 0 ? m.recordings_whole({ count: whole.length }) : "",
    spoken > 0 ? m.recordings_cues_of({ spoken, cues: cues.length }) : "",
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(" ");
  if (cues.length === 0) return m.recordings_none();
  return `${m.recordings_none()} ${m.recordings_cues({ count: cues.length })}`;
}
