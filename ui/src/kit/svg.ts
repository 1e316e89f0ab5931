/** A drawing as a file of its own: SVG 1.1 with plain colours and fonts by name, nothing else. */

/** One mark, in the units of the drawing, from its top left. */
export type Mark =
  | { kind: "line"; x1: number; y1: number; x2: number; y2: number; look: Look }
  | { kind: "circle"; x: number; y: number; r: number; look: Look }
  | { kind: "rect"; x: number; y: number; width: number; height: number; rx: number; look: Look }
  | { kind: "text"; x: number; y: number; width: number; anchor: Anchor; text: string; font: Font };

export type Anchor = "start" | "middle" | "end";

/** Colours as a browser computes them, such as `rgb(40, 98, 72)`. */
export interface Look {
  fill: string;
  stroke: string;
  width: number;
  /** Lengths of strokes and gaps, or `none`. */
  dash: string;
  opacity: number;
}

export interface Font {
  family: string;
  size: number;
  weight: string;
  color: string;
}

export interface Drawing {
  /** How many units of the drawing are one pixel at the usual text size. */
  scale: number;
  title: string;
  about: string;
  marks: readonly Mark[];
}

/** What is left free around a drawing. */
const MARGIN = 8;

/** The whole file. It is drawn on white, whatever it is put on. */
export function svg({ scale, title, about, marks }: Drawing): string {
  const all = marks.map(reach);
  const end = (pick: (...all: number[]) => number, at: 0 | 1 | 2 | 3) => (all.length > 0 ? pick(...all.map((one) => one[at])) : 0);
  const [x, y] = [end(Math.min, 0) - MARGIN, end(Math.min, 1) - MARGIN];
  const [width, height] = [end(Math.max, 2) + MARGIN - x, end(Math.max, 3) + MARGIN - y];
  const size = `width="${round(width / scale)}" height="${round(height / scale)}" viewBox="${[x, y, width, height].map(round).join(" ")}"`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<svg xmlns="http://www.w3.org/2000/svg" version="1.1" role="img" ${size}>`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(about)}</desc>`,
    `<rect${numbers({ x, y, width, height })} fill="#ffffff"/>`,
    ...marks.map(written),
    "</svg>\n",
  ].join("\n");
}

/** Left, top, right and bottom of a mark. */
function reach(mark: Mark): [number, number, number, number] {
  switch (mark.kind) {
    case "line":
      return [Math.min(mark.x1, mark.x2), Math.min(mark.y1, mark.y2), Math.max(mark.x1, mark.x2), Math.max(mark.y1, mark.y2)];
    case "circle":
      return [mark.x - mark.r, mark.y - mark.r, mark.x + mark.r, mark.y + mark.r];
    case "rect":
      return [mark.x, mark.y, mark.x + mark.width, mark.y + mark.height];
    case "text": {
      const left = mark.x - { start: 0, middle: mark.width / 2, end: mark.width }[mark.anchor];
      return [left, mark.y - mark.font.size, left + mark.width, mark.y + 0.3 * mark.font.size];
    }
  }
}

function written(mark: Mark): string {
  switch (mark.kind) {
    case "line":
      return `<line${numbers({ x1: mark.x1, y1: mark.y1, x2: mark.x2, y2: mark.y2 })}${painted(mark.look)}/>`;
    case "circle":
      return `<circle${numbers({ cx: mark.x, cy: mark.y, r: mark.r })}${painted(mark.look)}/>`;
    case "rect": {
      const { x, y, width, height, rx } = mark;
      return `<rect${numbers({ x, y, width, height, ...(rx > 0 && { rx }) })}${painted(mark.look)}/>`;
    }
    case "text": {
      const { family, size, weight, color } = mark.font;
      const font = ` font-family="${escaped(family)}"${numbers({ "font-size": size })} font-weight="${escaped(weight)}"`;
      const anchor = mark.anchor === "start" ? "" : ` text-anchor="${mark.anchor}"`;
      // As wide as it was measured, also where the font is another one.
      const fitted = `${numbers({ textLength: mark.width })} lengthAdjust="spacingAndGlyphs"`;
      return `<text${numbers({ x: mark.x, y: mark.y })}${anchor}${fitted}${font}${paint("fill", color)}>${escaped(mark.text)}</text>`;
    }
  }
}

function painted({ fill, stroke, width, dash, opacity }: Look): string {
  const isDrawn = width > 0 && solid(stroke) !== null;
  const edge = isDrawn ? `${paint("stroke", stroke)}${numbers({ "stroke-width": width })}` : "";
  const dashed = isDrawn && dash !== "none" ? ` stroke-dasharray="${dash.replaceAll("px", "")}"` : "";
  return `${paint("fill", fill)}${edge}${dashed}${opacity < 1 ? numbers({ opacity }) : ""}`;
}

/** SVG 1.1 knows no alpha in a colour: it stands beside it. */
function paint(what: "fill" | "stroke", color: string): string {
  const found = solid(color);
  if (!found) return ` ${what}="none"`;
  return ` ${what}="${found.hex}"${found.alpha < 1 ? numbers({ [`${what}-opacity`]: found.alpha }) : ""}`;
}

/** A colour that can be seen; null for none. */
export function solid(color: string): { hex: string; alpha: number } | null {
  const parts = color.match(/^rgba?\((.+)\)$/)?.[1]?.split(/[\s,/]+/).map(Number);
  if (!parts || parts.length < 3 || parts.some(Number.isNaN)) return null;
  const alpha = parts[3] ?? 1;
  const hex = parts.slice(0, 3).map((part) => Math.round(part).toString(16).padStart(2, "0"));
  return alpha > 0 ? { hex: `#${hex.join("")}`, alpha } : null;
}

function numbers(all: Record<string, number>): string {
  return Object.entries(all)
    .map(([name, value]) => ` ${name}="${round(value)}"`)
    .join("");
}

function round(value: number): string {
  return String(Number(value.toFixed(2)));
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
