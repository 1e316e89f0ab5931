import { expect, it } from "vitest";
import type { Answer } from "../../api/bindings/Answer";
import type { Runner } from "../../api/bindings/Runner";
import type { ShownScore } from "../../api/bindings/ShownScore";
import { answerWords, counts, entry, figureOf, keyMeans, labelOf, pages, skippedFrom } from "./runner";
import { answeredWords, correctionWords, openWords, placeOn, placeWords, reviewLines, skippedWords, toGo } from "./words";

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
    licence: "CC0",
    minutes: 7,
    for_study: true,
    shares_words: false,
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
  expect([one, two, three, four].map((item) => answerWords(item))).toEqual([
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

it("a score stands on its line by value, not by share of the highest", () => {
  expect(placeOn(score, 1)).toBe(0);
  expect(placeOn(score, 3)).toBe(50);
  expect(placeOn(score, 5)).toBe(100);
});

it("too few answers give no number and say so", () => {
  const few = { ...score, value: null, answered: 2 };
  expect(answeredWords(few)).toBe("Two of six answered. That is too few for a number.");
});

const item = (text: string, labels: string[], codes = labels.map((_, at) => at + 1)) => ({
  number: 1,
  text,
  codes,
  labels,
  answer: null,
});
const often = ["Never", "Once", "Often"];

it("neighbors with the same answers stand together, and others alone", () => {
  const items = [
    item("a", often),
    item("b", often),
    item("c", ["No", "A little", "Yes"]),
    item("d", often),
    { ...item("e", often), words: "" },
    item("f", often, [0, 1, 2]),
  ];
  expect(pages(items, true)).toEqual([
    { from: 0, to: 2 },
    { from: 2, to: 3 },
    { from: 3, to: 4 },
    { from: 4, to: 5 },
    { from: 5, to: 6 },
  ]);
  expect(pages(items, false)).toHaveLength(6);
});

it("many questions are spread evenly over their pages, each on exactly one", () => {
  const items = Array.from({ length: 34 }, () => item("a", often));
  const found = pages(items, true);
  expect(found.map(({ from, to }) => to - from)).toEqual([7, 7, 6, 7, 7]);
  expect(found.every(({ from }, at) => from === (found[at - 1]?.to ?? 0))).toBe(true);
});

it("answers in whole sentences never stand in columns", () => {
  const long = ["I am well.", "I carry more than I can put down at the end of most days."];
  expect(pages([item("a", long), item("b", long)], true)).toHaveLength(2);
});

const pressed = (key: string) => new KeyboardEvent("keydown", { key });

it("figures are codes where codes count by one, from 0 too, and places where they do not", () => {
  expect([0, 1, 2].map((at) => figureOf([0, 1, 2], at))).toEqual([0, 1, 2]);
  expect(keyMeans(pressed("0"), [0, 1, 2, 3, 4])).toEqual({ code: 0 });
  expect(keyMeans(pressed("5"), [0, 1, 2, 3, 4])).toBeNull();
  expect(keyMeans(pressed("2"), [0, 25, 50, 75, 100])).toEqual({ code: 25 });
  expect(keyMeans(pressed("0"), [0, 25, 50, 75, 100])).toBeNull();
});

it("an answer without words is called by its place", () => {
  const ends = item("a", ["almost never", "", "", "", "almost always"]);
  expect(labelOf(ends, 2)).toBe("3 of 5");
  expect(answerWords({ ...ends, answer: code(3) })).toBe("3 of 5");
});

it("a page says which questions it holds, and what is open on it", () => {
  expect(placeWords({ from: 6, to: 7 }, 34)).toBe("Question 7 of 34.");
  expect(placeWords({ from: 7, to: 14 }, 34)).toBe("Questions 8 to 14 of 34.");
  expect(openWords(1)).toMatch(/^One question here is open/);
  expect(openWords(3)).toMatch(/^Three questions here are open/);
});

it("a correction says both answers and why", () => {
  const items = [{ ...item("a", often), number: 9 }];
  const words = correctionWords(
    { number: 9, from: code(1), to: refused, why: "misread", at: "2026-03-03T21:20:00-06:00" },
    items,
  );
  expect(words).toBe(
    "Question 1: “Never” became “Rather not say” on March 3, 9:20 pm. I read the question differently.",
  );
});
