import { expect, it } from "vitest";
import type { Answer } from "../../api/bindings/Answer";
import type { Runner } from "../../api/bindings/Runner";
import type { ShownScore } from "../../api/bindings/ShownScore";
import { answerWords, counts, entry, skippedFrom } from "./runner";
import { answeredWords, changeWords, placeOn, reviewLines, skippedWords, toGo } from "./words";

const code = (value: number): Answer => ({ kind: "code", code: value });
const skipped: Answer = { kind: "skipped" };
const refused: Answer = { kind: "refused" };

function runner(answers: (Answer | null)[]): Runner {
  return {
    wave: "baseline",
    wave_title: "Before the course",
    instrument: "checkin",
    title: "Check-in",
    recall: "In the past two weeks",
    validated: false,
    credit: "Evenkeel contributors",
    minutes: 7,
    for_study: true,
    items: answers.map((answer, index) => ({
      number: index + 1,
      text: "A question.",
      codes: [1, 2, 3, 4, 5],
      labels: ["Never", "Seldom", "Now and then", "Often", "Very often"],
      answer,
    })),
    next: null,
  };
}

it("the review tells answered, skipped, refused and untouched apart", () => {
  const counted = counts(runner([code(1), skipped, refused, code(5), null, skipped]).items);
  expect(counted).toEqual({ answered: 2, skipped: 2, refused: 1, open: 1 });
  expect(reviewLines(counted)).toEqual([
    "2 questions answered",
    "2 questions skipped",
    "1 time “rather not say”",
    "1 question not looked at yet",
  ]);
});

it("a kind that does not occur is not mentioned", () => {
  expect(reviewLines(counts(runner([code(1)]).items))).toEqual(["1 question answered"]);
  expect(skippedWords(0)).toBe("");
  expect(skippedWords(2)).toBe("You skipped two questions; you can still go back.");
});

it("somebody comes back to the first question without an answer", () => {
  expect(entry(runner([code(1), skipped, null, null]))).toBe(2);
});

it("somebody who has seen every question comes back to the last page, not to a skipped one", () => {
  expect(entry(runner([code(1), skipped, refused]))).toBeNull();
});

it("going back to the skipped leads from one to the next and then to the end", () => {
  const { items } = runner([code(1), skipped, refused, skipped]);
  expect(skippedFrom(items, 0)).toBe(1);
  expect(skippedFrom(items, 2)).toBe(3);
  expect(skippedFrom(items, 4)).toBeNull();
});

it("an answer reads as its words", () => {
  const [one, two, three, four] = runner([code(3), skipped, refused, null]).items;
  if (!one || !two || !three || !four) throw new Error("four items");
  expect([one, two, three, four].map(answerWords)).toEqual([
    "Now and then",
    "Skipped",
    "Rather not say",
    null,
  ]);
});

it("the time to go shrinks with the questions left", () => {
  expect(toGo(7, 34, 34)).toBe("About seven minutes to go.");
  expect(toGo(7, 34, 17)).toBe("About four minutes to go.");
  expect(toGo(7, 34, 1)).toBe("About a minute to go.");
});

const score: ShownScore = {
  scale: "burnout",
  title: "Worn out",
  about: "Higher means more.",
  value: 3.2,
  lowest: 1,
  highest: 5,
  answered: 6,
  items: 6,
  first: 2.8,
};

it("a change is said with its direction and its size", () => {
  expect(changeWords(score)).toBe("Higher than before the course, by 0.4.");
  expect(changeWords({ ...score, first: 4 })).toBe("Lower than before the course, by 0.8.");
  expect(changeWords({ ...score, first: 3.2 })).toBe("The same as before the course.");
  expect(changeWords({ ...score, first: null })).toBeNull();
  expect(changeWords({ ...score, value: null })).toBeNull();
});

it("a score stands on its line by value, not by share of the highest", () => {
  expect(placeOn(score, 1)).toBe(0);
  expect(placeOn(score, 3)).toBe(50);
  expect(placeOn(score, 5)).toBe(100);
});

it("too few answers give no number and say so", () => {
  const few = { ...score, value: null, answered: 2 };
  expect(answeredWords(few)).toBe("Two of six answered. That is too few for a number.");
});
