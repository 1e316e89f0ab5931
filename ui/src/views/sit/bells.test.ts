import { expect, it } from "vitest";
import { betweenWords, drawn, LIGHT_SECONDS, lineEnd, lineWords, lit, place } from "./bells";

const BELLS = [0, 750, 1485];

it("a bell’s light comes on with the bell and stays for its seconds", () => {
  expect(lit(BELLS, 749.9)).toBe(false);
  expect(lit(BELLS, 750)).toBe(true);
  expect(lit(BELLS, 750 + LIGHT_SECONDS - 0.1)).toBe(true);
  expect(lit(BELLS, 750 + LIGHT_SECONDS)).toBe(false);
});

it("once a second is often enough to see every bell", () => {
  for (const bell of BELLS) {
    for (const late of [0, 0.25, 0.5, 0.99]) expect(lit(BELLS, bell + late)).toBe(true);
  }
});

it("the line ends at the last bell", () => {
  expect(lineEnd(1500, BELLS)).toBe(1485);
  expect(lineEnd(1500, [])).toBe(1500);
  expect(lineEnd(1500, [0])).toBe(1500);
  expect(place(1485, lineEnd(1500, BELLS))).toBe(100);
});

it("a place stays on the line", () => {
  expect(place(-5, 100)).toBe(0);
  expect(place(250, 100)).toBe(100);
  expect(place(5, 0)).toBe(0);
  expect(place(500.4, 1000)).toBe(place(500, 1000));
});

it("the line says how far it is and which bells have rung", () => {
  expect(lineWords(1500, 610, BELLS)).toBe("10 of 25 minutes. 3 bells, 1 rung so far.");
  expect(lineWords(1500, 0, [])).toBe("0 of 25 minutes.");
  expect(lineWords(23400, 4500, [])).toBe("1 hour 15 minutes of 6 hours 30 minutes.");
});

it("the bells between are named by where they are", () => {
  expect(betweenWords(1500, BELLS)).toBe("bell at half way");
  expect(betweenWords(1500, [0, 300, 1485])).toBe("a bell between");
  expect(betweenWords(1500, [0, 500, 1000, 1485])).toBe("2 bells between");
  expect(betweenWords(1500, [0, 1485])).toBe("");
});

it("bells that stand close are drawn small, and hundreds not at all but for the first and last", () => {
  const every = (count: number) => Array.from({ length: count }, (_, minute) => 60 * minute);
  expect(drawn(BELLS)).toEqual({ bells: BELLS, small: false });
  expect(drawn(every(30))).toEqual({ bells: every(30), small: true });
  expect(drawn(every(400)).bells).toEqual([0, 399 * 60]);
});
