import { m } from "../../paraglide/messages.js";

/**
 * The nine dots: three by three at 0, 1 and 2, with a ring of points around them at -1 and 3, where
 * a line may turn. Across first, then down.
 */
export type Point = readonly [number, number];

/** A line from one corner to the next. */
export type Line = readonly [Point, Point];

/** The places on which a line may turn, both ways. */
export const FIRST = -1;
export const LAST = 3;

const ROWS = ["above", "top", "middle", "bottom", "below"] as const;
const COLUMNS = ["beyond_left", "left", "middle", "right", "beyond_right"] as const;

/** How many lines there are. */
export const MOST_LINES = 4;

export const DOTS: readonly Point[] = [0, 1, 2].flatMap((y) => [0, 1, 2].map((x) => [x, y] as const));

/** Every place on which a line may turn. */
export const PLACES: readonly Point[] = Array.from({ length: 25 }, (_, index) => [
  FIRST + (index % 5),
  FIRST + Math.floor(index / 5),
]);

export function same(one: Point, other: Point): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

export function isDot([x, y]: Point): boolean {
  return x >= 0 && x <= 2 && y >= 0 && y <= 2;
}

/** The lines through these corners, in order. */
export function lines(corners: readonly Point[]): Line[] {
  return corners.slice(1).map((corner, index) => [corners[index] ?? corner, corner]);
}

/** The dots that a line passes exactly through, its two ends included. */
export function met([from, to]: Line): Point[] {
  return DOTS.filter((dot) => {
    const turn = (to[0] - from[0]) * (dot[1] - from[1]) - (to[1] - from[1]) * (dot[0] - from[0]);
    return turn === 0 && between(dot[0], from[0], to[0]) && between(dot[1], from[1], to[1]);
  });
}

/** The dots that lie on any of the lines; a corner alone meets its own dot. */
export function metBy(corners: readonly Point[]): Point[] {
  const first = corners[0];
  const all = first && corners.length === 1 ? [[first, first] as const] : lines(corners);
  return DOTS.filter((dot) => all.some((line) => met(line).some((each) => same(each, dot))));
}

/** Whether every dot lies on a line, with no more lines than there are. */
export function solved(corners: readonly Point[]): boolean {
  return corners.length <= MOST_LINES + 1 && metBy(corners).length === DOTS.length;
}

/** The drawing with one more corner; as it was when there is no line left, or nothing to draw. */
export function extended(corners: readonly Point[], corner: Point): readonly Point[] {
  const last = corners.at(-1);
  if (corners.length > MOST_LINES || (last && same(last, corner))) return corners;
  return [...corners, corner];
}

/** The place nearest to a spot given in the same measure. */
export function nearest(x: number, y: number): Point {
  return [inside(Math.round(x)), inside(Math.round(y))];
}

/** A place one step on, held within the grid. */
export function step([x, y]: Point, across: number, down: number): Point {
  return [inside(x + across), inside(y + down)];
}

/** "the top left dot", "one step below the bottom left dot", "outside the top right corner". */
export function placeWords([x, y]: Point): string {
  const row = ROWS[inside(y) - FIRST] ?? "middle";
  const column = COLUMNS[inside(x) - FIRST] ?? "middle";
  return m.journal_dots_place({ place: `${row}_${column}` });
}

/** "From the top left dot to one step below the bottom left dot. It meets 3 dots." */
export function lineWords(line: Line): string {
  const count = met(line).length;
  const drawn = m.journal_dots_line({ from: placeWords(line[0]), to: placeWords(line[1]) });
  return `${drawn} ${count === 0 ? m.journal_dots_meets_none() : m.journal_dots_meets({ count })}`;
}

/** How the drawing stands, in a sentence or two. */
export function drawingWords(corners: readonly Point[]): string {
  if (corners.length === 0) return m.journal_dots_none();
  if (solved(corners)) {
    const drawn = corners.length - 1;
    return drawn === MOST_LINES
      ? m.journal_dots_solved_four()
      : m.journal_dots_solved({ lines: drawn });
  }
  const count = metBy(corners).length;
  if (corners.length === 1) {
    const place = placeWords(corners[0] ?? [0, 0]);
    return `${m.journal_dots_began({ place })} ${m.journal_dots_met({ count })}`;
  }
  if (corners.length > MOST_LINES) return m.journal_dots_full({ count });
  return m.journal_dots_lines({ lines: corners.length - 1, count });
}

function between(value: number, one: number, other: number): boolean {
  return value >= Math.min(one, other) && value <= Math.max(one, other);
}

function inside(value: number): number {
  return Math.min(LAST, Math.max(FIRST, value));
}
