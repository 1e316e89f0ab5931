/** How questionnaires and scores speak. */
import type { Answer } from "../../api/bindings/Answer";
import type { Correction } from "../../api/bindings/Correction";
import type { RunnerItem } from "../../api/bindings/RunnerItem";
import type { Sheet } from "../../api/bindings/Sheet";
import type { ShownScore } from "../../api/bindings/ShownScore";
import type { WhyCorrected } from "../../api/bindings/WhyCorrected";
import { moment, shortDay } from "../../kit/dates";
import { capital, count, plural } from "../../kit/words";
import { answerWords, type Counts, type Page } from "./runner";

/** "About five minutes to go.", from the length of the whole and what is left of it. */
export function toGo(minutes: number, items: number, left: number): string {
  if (items === 0) return "";
  const rest = Math.round((minutes * left) / items);
  return rest <= 1 ? "About a minute to go." : `About ${count(rest)} minutes to go.`;
}

/** "Question 7 of 34.", "Questions 7 to 13 of 34." */
export function placeWords(page: Page, items: number): string {
  const first = page.from + 1;
  if (page.to === first) return `Question ${first} of ${items}.`;
  return `Questions ${first} to ${page.to} of ${items}.`;
}

/** A word to somebody who goes on while rows are open. */
export function openWords(open: number): string {
  return open === 1
    ? "One question here is open. Choose an answer, or skip it for now."
    : `${capital(count(open))} questions here are open. Choose answers, or skip them for now.`;
}

/** Why an answer was corrected, in the words of whoever did. */
export const WHY: readonly { value: WhyCorrected; label: string }[] = [
  { value: "slip", label: "I meant another answer" },
  { value: "misread", label: "I read the question differently" },
  { value: "other", label: "Another reason" },
];

/** "Question 4: “Often” became “Seldom” on March 3, 9:20 pm. I meant another answer." */
export function correctionWords(correction: Correction, items: readonly RunnerItem[]): string {
  const place = items.findIndex((item) => item.number === correction.number);
  const item = items[place];
  const says = (answer: Answer) => (item && answerWords(item, answer)) ?? "";
  const why = WHY.find((each) => each.value === correction.why)?.label ?? "";
  return `Question ${place + 1}: “${says(correction.from)}” became “${says(correction.to)}” on ${moment(correction.at)}. ${why}.`;
}

/** "31 questions answered", "2 questions skipped": a line for each kind that occurs. */
export function reviewLines(counted: Counts): string[] {
  const lines = [`${plural(counted.answered, "question")} answered`];
  if (counted.skipped > 0) lines.push(`${plural(counted.skipped, "question")} skipped`);
  if (counted.refused > 0) lines.push(`${plural(counted.refused, "time")} “rather not say”`);
  if (counted.open > 0) lines.push(`${plural(counted.open, "question")} not looked at yet`);
  return lines;
}

/** What the dialog says about questions that were skipped. */
export function skippedWords(skipped: number): string {
  if (skipped === 0) return "";
  const which = skipped === 1 ? "one question" : `${count(skipped)} questions`;
  return `You skipped ${which}; you can still go back.`;
}

/** Where a questionnaire stands, and the dates that still matter. */
export function sheetWords(sheet: Sheet): string {
  const dates = `Due ${shortDay(sheet.due_on)}, open until ${shortDay(sheet.closes_on)}.`;
  switch (sheet.state) {
    case "not-due":
      return `Opens ${shortDay(sheet.opens_on)}, due ${shortDay(sheet.due_on)}, closes ${shortDay(sheet.closes_on)}.`;
    case "open":
      return `${plural(sheet.items, "question")}, about ${plural(sheet.minutes, "minute")}. ${dates}`;
    case "begun":
      return `Begun, ${sheet.answered} of ${sheet.items} answered. ${dates}`;
    case "late":
      return `Past its day, and still welcome until ${shortDay(sheet.closes_on)}.`;
    case "missed":
      return `Closed on ${shortDay(sheet.closes_on)}. It can’t be answered now, and nothing is asked of you.`;
    case "returned":
      return sheet.receipt
        ? `Handed in ${moment(sheet.receipt.at)}, number ${sheet.receipt.number}.`
        : "Handed in.";
  }
}

/** A score as a figure: at most one place after the point. */
export function figure(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Where a score stands on its line, 0 to 100. */
export function placeOn(score: ShownScore, value: number): number {
  const span = score.highest - score.lowest;
  if (span <= 0) return 0;
  return Math.min(100, Math.max(0, (100 * (value - score.lowest)) / span));
}

/** "Six of six answered.", and what it means when a number is missing. */
export function answeredWords(score: ShownScore): string {
  const words = `${capital(count(score.answered))} of ${count(score.items)} answered.`;
  if (score.value !== null) return words;
  return `${words} That is too few for a number.`;
}
