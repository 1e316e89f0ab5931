import { expect, it } from "vitest";
import {
  DOTS,
  drawingWords,
  extended,
  lineWords,
  met,
  metBy,
  nearest,
  PLACES,
  placeWords,
  solved,
  step,
  type Point,
} from "./dots";

// As it stands in content/exercises/nine-dots.toml.
const ANSWER: Point[] = [[0, 0], [0, 3], [3, 0], [0, 0], [2, 2]];

it("a line meets the dots that it passes exactly through", () => {
  expect(met([[0, 0], [0, 3]])).toEqual([[0, 0], [0, 1], [0, 2]]);
  expect(met([[0, 3], [3, 0]])).toEqual([[2, 1], [1, 2]]);
  expect(met([[-1, -1], [3, 3]])).toEqual([[0, 0], [1, 1], [2, 2]]);
});

it("a line that only comes near a dot does not meet it", () => {
  expect(met([[0, 0], [1, 2]])).toEqual([[0, 0], [1, 2]]);
  expect(met([[-1, 0], [3, 1]])).toEqual([]);
  expect(met([[-1, 3], [3, 3]])).toEqual([]);
});

it("a line ends where it ends", () => {
  expect(met([[0, 0], [1, 0]])).toEqual([[0, 0], [1, 0]]);
});

it("the known answer meets all nine, however it is turned or mirrored", () => {
  const turned = (points: Point[]): Point[] => points.map(([x, y]) => [2 - y, x]);
  let points = ANSWER;
  for (let turn = 0; turn < 4; turn += 1) {
    expect(solved(points)).toBe(true);
    expect(solved(points.map(([x, y]) => [y, x]))).toBe(true);
    points = turned(points);
  }
});

it("three lines of the answer are not enough, and a fifth line is too many", () => {
  expect(solved(ANSWER.slice(0, 4))).toBe(false);
  const border: Point[] = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 1], [1, 1]];
  expect(metBy(border)).toHaveLength(9);
  expect(solved(border)).toBe(false);
});

it("four lines that stay inside the square never do", () => {
  // Each line has nine ends to choose from: every drawing there is.
  let tried = 0;
  const draw = (corners: readonly Point[]): void => {
    if (corners.length === 5) {
      tried += 1;
      if (solved(corners)) throw new Error(`solved inside: ${JSON.stringify(corners)}`);
      return;
    }
    for (const dot of DOTS) {
      const next = extended(corners, dot);
      if (next !== corners) draw(next);
    }
  };
  draw([]);
  expect(tried).toBe(9 * 8 ** 4);
});

it("after four lines nothing more is drawn, and no line goes from a place to itself", () => {
  expect(extended(ANSWER, [1, 1])).toBe(ANSWER);
  const begun: Point[] = [[1, 1]];
  expect(extended(begun, [1, 1])).toBe(begun);
});

it("the grid leaves room around the nine dots and ends there", () => {
  expect(PLACES).toHaveLength(25);
  expect(step([3, -1], 1, -1)).toEqual([3, -1]);
  expect(nearest(-4, 1.4)).toEqual([-1, 1]);
});

it("what is drawn is told in words", () => {
  expect(placeWords([1, 1])).toBe("the middle dot");
  expect(placeWords([3, 0])).toBe("one step right of the top right dot");
  expect(placeWords([-1, 3])).toBe("outside the bottom left corner");
  expect(lineWords([[0, 0], [0, 3]])).toBe(
    "From the top left dot to one step below the bottom left dot. It meets 3 dots.",
  );
  expect(drawingWords([])).toBe("Nothing is drawn yet.");
  expect(drawingWords(ANSWER.slice(0, 2))).toBe("1 line of 4, 3 of 9 dots.");
  expect(drawingWords(ANSWER)).toBe("All nine dots, with four lines.");
  expect(drawingWords([[0, 0], [2, 0], [2, 2], [0, 2], [0, 1]])).toBe(
    "Four lines, 8 of 9 dots. You can take the last one back, or start over.",
  );
});
