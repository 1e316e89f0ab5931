/** How questionnaires and scores speak. */
import type { Answer } from "../../api/bindings/Answer";
import type { Correction } from "../../api/bindings/Correction";
import type { RunnerItem } from "../../api/bindings/RunnerItem";
import type { Sheet } from "../../api/bindings/Sheet";
import type { ShownScore } from "../../api/bindings/ShownScore";
import type { WhyCorrected } from "../../api/bindings/WhyCorrected";
import { moment, shortDay } from "../../kit/dates";
import { capital, count } from "../../kit/words";
import { m } from "../../paraglide/messages.js";
import { answerWords, type Counts, type Page } from "./runner";

/** "About five minutes to go.", from the length of the whole and what is left of it. */
export function toGo(minutes: number, items: number, left: number): string {
  if (items === 0) return "";
  const rest = Math.max(1, Math.round((minutes * left) / items));
  return m.questionnaire_to_go({ minutes: rest, words: count(rest) });
}

/** "Question 7 of 34.", "Questions 7 to 13 of 34." */
export function placeWords(page: Page, items: number): string {
  const first = page.from + 1;
  if (page.to === first) return m.questionnaire_question_of({ number: first, items });
  return m.questionnaire_questions_of({ from: first, to: page.to, items });
}

/** A word to somebody who goes on while rows are open. */
export function openWords(open: number): string {
  return m.questionnaire_open({ open, words: capital(count(open)) });
}

/** Why an answer was corrected, in the words of whoever did. */
export const WHY: readonly { value: WhyCorrected; label: string }[] = [
  { value: "slip", label: m.questionnaire_why_slip() },
  { value: "misread", label: m.questionnaire_why_misread() },
  { value: "other", label: m.questionnaire_why_other() },
];

/** "Question 4: “Often” became “Seldom” on March 3, 9:20 pm. I meant another answer." */
export function correctionWords(correction: Correction, items: readonly RunnerItem[]): string {
  const place = items.findIndex((item) => item.number === correction.number);
  const item = items[place];
  const says = (answer: Answer) => (item && answerWords(item, answer)) ?? "";
  const why = WHY.find((each) => each.value === correction.why)?.label ?? "";
  return m.questionnaire_correction({
    number: place + 1,
    from: says(correction.from),
    to: says(correction.to),
    at: moment(correction.at),
    why,
  });
}

/** "31 questions answered", "2 questions skipped": a line for each kind that occurs. */
export function reviewLines(counted: Counts): string[] {
  const { answered, skipped, refused, open } = counted;
  const lines: string[] = [m.questionnaire_count_answered({ count: answered })];
  if (skipped > 0) lines.push(m.questionnaire_count_skipped({ count: skipped }));
  if (refused > 0) lines.push(m.questionnaire_count_refused({ count: refused }));
  if (open > 0) lines.push(m.questionnaire_count_open({ count: open }));
  return lines;
}

/** What the dialog says about questions that were skipped. */
export function skippedWords(skipped: number): string {
  if (skipped === 0) return "";
  return m.questionnaire_skipped({ skipped, words: count(skipped) });
}

/** Where a questionnaire stands, and the dates that still matter. */
export function sheetWords(sheet: Sheet): string {
  const due = shortDay(sheet.due_on);
  const closes = shortDay(sheet.closes_on);
  const dates = m.questionnaire_due({ due, closes });
  switch (sheet.state) {
    case "not-due":
      return m.questionnaire_opens({ opens: shortDay(sheet.opens_on), due, closes });
    case "open":
      return `${m.questionnaire_asks({ questions: sheet.items, minutes: sheet.minutes })} ${dates}`;
    case "begun":
      return `${m.questionnaire_begun({ answered: sheet.answered, items: sheet.items })} ${dates}`;
    case "late":
      return m.questionnaire_late({ closes });
    case "missed":
      return m.questionnaire_missed({ closes });
    case "returned":
      return sheet.receipt
        ? m.questionnaire_returned_at({
            at: moment(sheet.receipt.at),
            number: sheet.receipt.number,
          })
        : m.questionnaire_returned();
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
  const words = m.questionnaire_answered({
    answered: capital(count(score.answered)),
    items: count(score.items),
  });
  if (score.value !== null) return words;
  return `${words} ${m.questionnaire_too_few()}`;
}
