import { expect, it } from "vitest";
import { solid, svg, type Drawing, type Look, type Mark } from "./svg";

const look: Look = { fill: "rgb(40, 98, 72)", stroke: "none", width: 1, dash: "none", opacity: 1 };
const font = { family: '"Source Sans 3 Variable", sans-serif', size: 14, weight: "400", color: "rgb(75, 71, 65)" };

function drawn(...marks: Mark[]): Document {
  const drawing: Drawing = { scale: 2, title: "A & B", about: "n < 30", marks };
  const read = new DOMParser().parseFromString(svg(drawing), "image/svg+xml");
  expect(read.querySelector("parsererror")).toBeNull();
  return read;
}

it("a drawing says what it shows, and is as large on paper at any text size", () => {
  const line: Mark = { kind: "line", x1: 0, y1: 4, x2: 816, y2: 4, look };
  const words: Mark = { kind: "text", x: 816, y: 100, width: 40, anchor: "middle", text: "Jul", font: { ...font, size: 10 } };
  const root = drawn(line, words).documentElement;
  expect(root.querySelector("title")?.textContent).toBe("A & B");
  expect(root.querySelector("desc")?.textContent).toBe("n < 30");
  expect([root.getAttribute("width"), root.getAttribute("viewBox")]).toEqual(["426", "-8 -4 852 115"]);
});

it("a file names its fonts and colors itself, and needs no style from anywhere", () => {
  const drawing: Drawing = {
    scale: 1, title: "", about: "",
    marks: [{ kind: "text", x: 1, y: 2, width: 60, anchor: "end", text: "Hedges’ g", font }],
  };
  const text = svg(drawing);
  expect(text).toContain(`font-family="&quot;Source Sans 3 Variable&quot;, sans-serif"`);
  expect(text).toContain(`text-anchor="end" textLength="60"`);
  expect(text).toContain(`fill="#4b4741"`);
  expect(text).not.toMatch(/var\(|rgb|style|class=|href/);
});

it("a colour with alpha is written as SVG 1.1 knows it, and none is none", () => {
  expect(solid("rgba(0, 0, 0, 0)")).toBeNull();
  expect(solid("none")).toBeNull();
  expect(solid("rgba(255, 0, 16, 0.5)")).toEqual({ hex: "#ff0010", alpha: 0.5 });
  const open = { ...look, fill: "transparent", stroke: "rgb(160, 102, 27)", width: 2.5, dash: "6px, 3px", opacity: 0.75 };
  const circle = drawn({ kind: "circle", x: 4, y: 5, r: 5, look: open }).querySelector("circle");
  expect(circle?.getAttribute("fill")).toBe("none");
  expect(circle?.getAttribute("stroke-dasharray")).toBe("6, 3");
  expect(circle?.getAttribute("opacity")).toBe("0.75");
});

it("what has no edge is given none", () => {
  const bar = drawn({ kind: "rect", x: 0, y: 0, width: 8, height: 3.14159, rx: 0, look }).querySelectorAll("rect")[1];
  expect(bar?.getAttribute("stroke")).toBeNull();
  expect(bar?.getAttribute("height")).toBe("3.14");
});
