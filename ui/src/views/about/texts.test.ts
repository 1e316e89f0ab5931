import { expect, it } from "vitest";
import libraries from "./libraries.json";
import { texts } from "./texts";
import words from "./texts.json";

it("a text that several libraries share stands once, with all of them", () => {
  const some = [
    { name: "a", texts: [1, 0] },
    { name: "b", texts: [0] },
    { name: "b", texts: [0] },
  ];
  expect(texts(some)).toEqual([
    { at: 1, names: ["a"] },
    { at: 0, names: ["a", "b"] },
  ]);
});

it("the fonts and the program come with their licenses in full", () => {
  const text = (name: string) =>
    libraries
      .filter((each) => each.name === name)
      .flatMap((each) => each.texts.map((at) => words[at]))
      .join("\n");
  expect(text("@fontsource-variable/literata")).toContain("SIL OPEN FONT LICENSE Version 1.1");
  expect(text("@fontsource-variable/source-sans-3")).toContain("PERMISSION & CONDITIONS");
  expect(text("Evenkeel")).toContain("Permission is hereby granted");
  expect(text("SQLCipher")).toContain("ZETETIC");
});
