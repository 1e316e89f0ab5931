/** The choices of a sit as people read them. */
import type { Anchor } from "../../api/bindings/Anchor";
import type { Bowl } from "../../api/bindings/Bowl";
import type { Eyes } from "../../api/bindings/Eyes";
import type { Posture } from "../../api/bindings/Posture";
import { m } from "../../paraglide/messages.js";

export const ANCHORS: Record<Anchor, string> = {
  breath: m.sit_anchor_breath(),
  hands: m.sit_anchor_hands(),
  feet: m.sit_anchor_feet(),
  sounds: m.sit_anchor_sounds(),
};

export const POSTURES: Record<Posture, string> = {
  lying: m.sit_posture_lying(),
  chair: m.sit_posture_chair(),
  standing: m.sit_posture_standing(),
};

/** What to see to before beginning. */
export const FIRST: Record<Posture, string> = {
  lying: m.sit_first_lying(),
  chair: m.sit_first_chair(),
  standing: m.sit_first_standing(),
};

export const EYES: Record<Eyes, string> = {
  open: m.sit_eyes_open(),
  closed: m.sit_eyes_closed(),
};

export const BOWLS: Record<Bowl, string> = {
  small: m.sit_form_bowl_small(),
  medium: m.sit_form_bowl_medium(),
  large: m.sit_form_bowl_large(),
};

/** Where attention can go in place of where it was, with the eyes open. The breath is left out: it
 *  is the one that most often was too much. */
const ELSEWHERE: { anchor: Anchor; words: string }[] = [
  { anchor: "hands", words: m.sit_elsewhere_hands() },
  { anchor: "feet", words: m.sit_elsewhere_feet() },
  { anchor: "sounds", words: m.sit_elsewhere_sounds() },
];

/** The other anchors, after the brake. */
export function elsewhere(anchor: Anchor | undefined): string[] {
  return ELSEWHERE.filter((one) => one.anchor !== anchor).map((one) => one.words);
}

/** The options for {@link Choice}, in the order the practice lists them. */
export function options<T extends string>(
  values: readonly T[],
  words: Record<T, string>,
): { value: T; label: string }[] {
  return values.map((value) => ({ value, label: words[value] }));
}
