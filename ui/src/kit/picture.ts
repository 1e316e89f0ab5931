/**
 * A chart as it is drawn on the page, measured mark by mark: lines, dots, boxes and words, whether
 * they are SVG or HTML. It is laid out anew at one width and in light colours, so that the same
 * figures give the same file in any window.
 */
import { svg, type Anchor, type Font, type Look, type Mark } from "./svg";

/** The width of a saved drawing, at the usual text size. */
const WIDE = 52;

/** Writes a drawing as SVG. `title` and `about` go along for whoever cannot see it. */
export function picture(drawing: HTMLElement, title: string, about: string): string {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const room = document.createElement("div");
  // The page's rules for narrow windows look at the nearest box of this name.
  room.style.container = "window / inline-size";
  room.style.inlineSize = `${WIDE}rem`;
  room.style.position = "absolute";
  room.style.colorScheme = "light";
  // Inherited, a color would be that of the page.
  room.style.color = "var(--color-ink)";
  for (const name of ["paper", "raised", "sunken"]) room.style.setProperty(`--color-${name}`, "#ffffff");
  const copy = drawing.cloneNode(true) as HTMLElement;
  room.append(copy);
  drawing.after(room);
  try {
    return svg({ scale: rem / 16, title, about, marks: measured(copy) });
  } finally {
    room.remove();
  }
}

function measured(root: HTMLElement): Mark[] {
  const { left, top } = root.getBoundingClientRect();
  const marks: Mark[] = [];
  const visit = (element: Element) => {
    const style = getComputedStyle(element);
    if (element instanceof SVGTextElement && element.textContent.trim() === "") return;
    if (style.display === "none" || style.visibility === "hidden") return;
    if (element.classList.contains("hidden-label")) return;
    if (element instanceof SVGElement) {
      marks.push(...shape(element, style, left, top));
    } else {
      marks.push(...box(element.getBoundingClientRect(), style, left, top));
    }
    for (const child of element.childNodes) {
      if (child instanceof Element) visit(child);
      else if (child instanceof Text && !(element instanceof SVGElement)) {
        marks.push(...words(child, style, left, top));
      }
    }
  };
  visit(root);
  return marks;
}

function shape(element: SVGElement, style: CSSStyleDeclaration, left: number, top: number): Mark[] {
  const frame = element.ownerSVGElement?.getBoundingClientRect();
  if (!frame) return [];
  const [dx, dy] = [frame.left - left, frame.top - top];
  const look: Look = {
    fill: style.fill,
    stroke: style.stroke,
    width: parseFloat(style.strokeWidth) || 0,
    dash: style.strokeDasharray,
    opacity: Number(style.opacity),
  };
  if (element instanceof SVGLineElement) {
    const [x1, y1, x2, y2] = [element.x1, element.y1, element.x2, element.y2].map(length);
    return [{ kind: "line", x1: dx + x1!, y1: dy + y1!, x2: dx + x2!, y2: dy + y2!, look }];
  }
  if (element instanceof SVGCircleElement) {
    const r = parseFloat(style.r) || length(element.r);
    return [{ kind: "circle", x: dx + length(element.cx), y: dy + length(element.cy), r, look }];
  }
  if (element instanceof SVGRectElement) {
    const [x, y, width, height] = [element.x, element.y, element.width, element.height].map(length);
    return [{ kind: "rect", x: dx + x!, y: dy + y!, width: width!, height: height!, rx: 0, look }];
  }
  if (element instanceof SVGTextElement) {
    const at = (of: SVGAnimatedLengthList) => (of.baseVal.length > 0 ? of.baseVal.getItem(0).value : 0);
    return [
      {
        kind: "text",
        x: dx + at(element.x) + at(element.dx),
        y: dy + at(element.y) + at(element.dy),
        width: element.getComputedTextLength(),
        anchor: style.textAnchor as Anchor,
        text: element.textContent.trim(),
        font: font(style, style.fill),
      },
    ];
  }
  return [];
}

function length(of: SVGAnimatedLength): number {
  return of.baseVal.value;
}

/** A box's ground and edges: all four as one where they are alike, else those that there are. */
function box(rect: DOMRect, style: CSSStyleDeclaration, left: number, top: number): Mark[] {
  const [x, y] = [rect.left - left, rect.top - top];
  const edges = (["Top", "Right", "Bottom", "Left"] as const).map((side) => {
    const kind = style[`border${side}Style`];
    const width = kind === "none" ? 0 : parseFloat(style[`border${side}Width`]) || 0;
    return { side, width, stroke: style[`border${side}Color`], dash: kind === "dashed" ? "4 3" : "none" };
  });
  const [first] = edges;
  const look = (edge: (typeof edges)[number], fill: string): Look => ({
    fill,
    stroke: edge.stroke,
    width: edge.width,
    dash: edge.dash,
    opacity: 1,
  });
  if (first && edges.every((edge) => edge.width === first.width && edge.stroke === first.stroke)) {
    if (first.width === 0 && style.backgroundImage === "none" && isClear(style.backgroundColor)) return [];
    const { width, height } = rect;
    const half = first.width / 2;
    return [
      {
        kind: "rect",
        x: x + half,
        y: y + half,
        width: width - first.width,
        height: height - first.width,
        rx: parseFloat(style.borderTopLeftRadius) || 0,
        look: look(first, style.backgroundColor),
      },
    ];
  }
  const ends = {
    Top: [x, y, x + rect.width, y],
    Right: [x + rect.width, y, x + rect.width, y + rect.height],
    Bottom: [x, y + rect.height, x + rect.width, y + rect.height],
    Left: [x, y, x, y + rect.height],
  } as const;
  return edges
    .filter((edge) => edge.width > 0)
    .map((edge) => {
      const [x1, y1, x2, y2] = ends[edge.side];
      return { kind: "line", x1, y1, x2, y2, look: look(edge, "none") };
    });
}

function isClear(color: string): boolean {
  return color === "transparent" || /^rgba\(.*,\s*0\)$/.test(color);
}

/** A text line by line, as it was broken. */
function words(text: Text, style: CSSStyleDeclaration, left: number, top: number): Mark[] {
  const lines: { words: string[]; rect: DOMRect; right: number }[] = [];
  const range = document.createRange();
  for (const word of text.data.matchAll(/\S+/g)) {
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    const rect = range.getBoundingClientRect();
    const line = lines.at(-1);
    if (line && Math.abs(line.rect.top - rect.top) < rect.height / 2) {
      line.words.push(word[0]);
      line.right = rect.right;
    } else {
      lines.push({ words: [word[0]], rect, right: rect.right });
    }
  }
  const anchor = ({ end: "end", right: "end", center: "middle" } as const)[style.textAlign] ?? "start";
  return lines.map(({ words, rect, right }) => ({
    kind: "text",
    x: { start: rect.left, middle: (rect.left + right) / 2, end: right }[anchor] - left,
    y: rect.top - top + rect.height * ascent(style),
    width: right - rect.left,
    anchor,
    text: words.join(" "),
    font: font(style, style.color),
  }));
}

/** How much of a line's height stands above the line that letters stand on. */
function ascent(style: CSSStyleDeclaration): number {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return 0.78;
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = pen.measureText("x");
  return above / (above + below) || 0.78;
}

function font(style: CSSStyleDeclaration, color: string): Font {
  return { family: style.fontFamily, size: parseFloat(style.fontSize), weight: style.fontWeight, color };
}
