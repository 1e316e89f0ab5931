/** The choices of a sit as people read them. */
import type { Anchor } from "../../api/bindings/Anchor";
import type { Bowl } from "../../api/bindings/Bowl";
import type { Eyes } from "../../api/bindings/Eyes";
import type { Posture } from "../../api/bindings/Posture";

export const ANCHORS: Record<Anchor, string> = {
  breath: "Breath",
  hands: "Hands",
  feet: "Feet",
  sounds: "Sounds",
};

export const POSTURES: Record<Posture, string> = {
  lying: "Lying down",
  chair: "In a chair",
  standing: "Standing",
};

/** What to see to before beginning. */
export const FIRST: Record<Posture, string> = {
  lying: "Find a place to lie down first.",
  chair: "Find a seat first.",
  standing: "Find a place to stand first.",
};

export const EYES: Record<Eyes, string> = {
  open: "Open",
  closed: "Closed",
};

export const BOWLS: Record<Bowl, string> = {
  small: "Small",
  medium: "Medium",
  large: "Large",
};

/** Where attention can go in place of where it was, with the eyes open. The breath is left out: it
 *  is the one that most often was too much. */
const ELSEWHERE: { anchor: Anchor; words: string }[] = [
  { anchor: "hands", words: "Your hands, and what they touch." },
  { anchor: "feet", words: "Your feet, and the floor under them." },
  { anchor: "sounds", words: "A sound that is near, and then one that is far." },
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
