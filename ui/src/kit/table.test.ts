import { expect, it } from "vitest";
import { commas, tabbed } from "./table";

it("a copied table keeps its columns, whatever stands in a cell", () => {
  const table = { head: ["Practice", "Days"], rows: [["Body\tscan,\nlying", 3], ["", 0]] };
  expect(tabbed(table)).toBe("Practice\tDays\nBody scan, lying\t3\n\t0");
});

it("a saved table keeps its cells, and none of them is a formula to a spreadsheet", () => {
  const table = { head: ["Scale, points", "from"], rows: [['say "9"', -0.5], ["=1+1", "−0.5"], ["-3", ""]] };
  expect(commas(table)).toBe('"Scale, points",from\r\n"say ""9""",-0.5\r\n\'=1+1,−0.5\r\n-3,\r\n');
});
