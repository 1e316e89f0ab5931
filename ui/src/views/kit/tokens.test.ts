import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { COLORS, SIZES, SPACES } from "./tokens";

it("the page shows tokens that there are", () => {
  const css = readFileSync("src/styles/tokens.css", "utf8");
  const names = [
    ...SIZES.map((size) => `--text-${size}`),
    ...COLORS.map((color) => `--color-${color}`),
    ...SPACES.map((space) => `--space-${space}`),
  ];
  for (const name of names) expect(css).toContain(`${name}:`);
});
