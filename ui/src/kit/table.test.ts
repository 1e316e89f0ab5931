import { expect, it } from "vitest";
import { commas, quoted, tabbed } from "./table";

it("a copied table keeps its columns, whatever stands in a cell", () => {
  const table = { head: ["Practice", "Days"], rows: [["Body\tscan,\nlying", 3], ["", 0]] };
  expect(tabbed(table)).toBe("Practice\tDays\nBody scan, lying\t3\n\t0");
});

it("what would begin a formula is a text in a spreadsheet, and a number stays one", () => {
  const cells = ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "-3.5", "+4 %", "Ada"];
  expect(tabbed({ head: [], rows: [cells] }).split("\n")[1]).toBe(
    "'=1+1\t'+SUM(A1)\t'-2+3\t'@cmd\t-3.5\t'+4 %\tAda",
  );
});

it("a cell of several lines stays one cell", () => {
  expect(quoted([["Ada", 'Say "hello"\nand go'], ["=x", "plain"]])).toBe(
    'Ada\t"Say ""hello""\nand go"\n\'=x\tplain',
  );
});

it("a saved table keeps its cells, and none of them is a formula to a spreadsheet", () => {
  const table = { head: ["Scale, points", "from"], rows: [['say "9"', -0.5], ["=1+1", "−0.5"], ["-3", ""]] };
  expect(commas(table)).toBe('"Scale, points",from\r\n"say ""9""",-0.5\r\n\'=1+1,−0.5\r\n-3,\r\n');
});
