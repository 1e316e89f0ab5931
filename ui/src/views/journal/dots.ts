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
  const across = x < 0 ? "left of" : x > 2 ? "right of" : "";
  const down = y < 0 ? "above" : y > 2 ? "below" : "";
  const dot = dotWords([Math.min(2, Math.max(0, x)), Math.min(2, Math.max(0, y))]);
  if (across && down) return `outside the ${dot.replace("dot", "corner")}`;
  return across || down ? `one step ${across || down} the ${dot}` : `the ${dot}`;
}

/** "From the top left dot to one step below the bottom left dot. It meets 3 dots." */
export function lineWords(line: Line): string {
  const count = met(line).length;
  const dots = count === 1 ? "1 dot" : `${count || "no"} dots`;
  return `From ${placeWords(line[0])} to ${placeWords(line[1])}. It meets ${dots}.`;
}

/** How the drawing stands, in a sentence or two. */
export function drawingWords(corners: readonly Point[]): string {
  if (corners.length === 0) return "Nothing is drawn yet.";
  if (solved(corners)) {
    const drawn = corners.length - 1;
    return `All nine dots, with ${drawn === MOST_LINES ? "four" : drawn} lines.`;
  }
  const dots = `${metBy(corners).length} of 9 dots`;
  if (corners.length === 1) return `You began at ${placeWords(corners[0] ?? [0, 0])}. ${dots}.`;
  if (corners.length > MOST_LINES) {
    return `Four lines, ${dots}. You can take the last one back, or start over.`;
  }
  const drawn = corners.length - 1;
  return `${drawn === 1 ? "1 line" : `${drawn} lines`} of 4, ${dots}.`;
}

function dotWords([x, y]: Point): string {
  if (x === 1 && y === 1) return "middle dot";
  const row = ["top", "middle", "bottom"][y] ?? "";
  const column = ["left", "middle", "right"][x] ?? "";
  return `${row} ${column} dot`;
}

function between(value: number, one: number, other: number): boolean {
  return value >= Math.min(one, other) && value <= Math.max(one, other);
}

function inside(value: number): number {
  return Math.min(LAST, Math.max(FIRST, value));
}
