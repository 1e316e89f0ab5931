import { expect, it } from "vitest";
import { tabbed } from "./table";

it("a copied table keeps its columns, whatever stands in a cell", () => {
  const table = { head: ["Practice", "Days"], rows: [["Body\tscan,\nlying", 3], ["", 0]] };
  expect(tabbed(table)).toBe("Practice\tDays\nBody scan, lying\t3\n\t0");
});
