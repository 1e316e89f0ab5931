/** How questionnaires and copies of their wording are spoken of. */
import type { CopyFormat } from "../../api/bindings/CopyFormat";
import type { InstrumentCard } from "../../api/bindings/InstrumentCard";
import type { ItemVerdict } from "../../api/bindings/ItemVerdict";
import type { Reading } from "../../api/bindings/Reading";
import { plural } from "../../kit/words";

/** What a verdict on a question says. */
export const VERDICT: Record<ItemVerdict, string> = {
  published: "as published",
  "target-word": "as published, with your words",
  differs: "differs",
  unchecked: "not checked",
  repeated: "there twice",
  surplus: "not of this one",
};

const FORMAT: Record<CopyFormat, string> = {
  "redcap-dictionary": "a REDCap dictionary",
  "redcap-zip": "a REDCap instrument",
  fhir: "a FHIR questionnaire",
  "repro-schema": "a ReproSchema folder",
  workbook: "a workbook",
  "lime-survey": "a LimeSurvey file",
  csv: "a table",
  text: "numbered text",
};

/** Where the wording of an instrument stands. */
export function stateWords(card: InstrumentCard): string {
  const { wording } = card;
  if (wording.kind === "own") return "Its words come with Evenkeel.";
  if (wording.kind === "missing") return "Its words are not installed yet.";
  const from = wording.source ? `from ${wording.source}` : "from pasted text";
  const worded =
    wording.checked === "published" ? "Worded as published" : "Unchecked wording, compared by hand";
  const own = wording.replaced.length > 0 ? `, with ${wording.replaced.join(", ")}` : "";
  return `${worded}${own}, ${from}.`;
}

/** "30 items, about 8 minutes." */
export function sizeWords(card: InstrumentCard): string {
  return `${plural(card.items, "item")}, about ${plural(card.minutes, "minute")}.`;
}

/** What was read, in a sentence each: the kind of copy, how many are as published, the order. */
export function readingWords(reading: Reading, items: number): string {
  const as = reading.items.filter((item) => ["published", "target-word"].includes(item.verdict));
  const read = `Read as ${FORMAT[reading.format]}.`;
  const order = reading.same_order ? "They come in the order of the key." : "They come in another order than in the key.";
  if (as.length === 0) return `${read} ${plural(reading.items.length, "question")}. ${order}`;
  const whole = as.length === items ? `All ${items}` : `${as.length} of ${items}`;
  return `${read} ${whole} items are worded as published. ${order}`;
}

/** Whether only a person can say which item a question is. */
export function canAssign(verdict: ItemVerdict): boolean {
  return verdict !== "published" && verdict !== "target-word";
}

/** Whether installing it rests on somebody’s comparing it by hand. */
export function needsHand(reading: Reading): boolean {
  const has = (verdict: ItemVerdict) => reading.items.some((item) => item.verdict === verdict);
  if (has("published") || has("target-word")) return false;
  return has("unchecked") || has("differs");
}
