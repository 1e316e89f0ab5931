/** What a trainer recorded, in words. */
import type { Recorded } from "../../api/bindings/Recorded";
import { length } from "../../kit/time";
import { plural } from "../../kit/words";

/** How long a recording is: "8 seconds", "12 minutes". */
export function lasts(seconds: number): string {
  if (seconds < 90) return plural(Math.max(1, Math.round(seconds)), "second");
  return length(Math.round(seconds / 60));
}

/** What there is of a practice: "1 whole recording. 3 of 42 cues." */
export function heard({ whole, cues }: Recorded): string {
  const spoken = cues.filter((cue) => cue.recording).length;
  const parts = [
    whole.length > 0 ? `${plural(whole.length, "recording")} of the whole practice.` : "",
    spoken > 0 ? `${spoken} of ${plural(cues.length, "cue")}.` : "",
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(" ");
  return cues.length > 0 ? `Nothing yet. ${plural(cues.length, "cue")}.` : "Nothing yet.";
}
