import { cleanup, render } from "@testing-library/svelte";
import { afterEach, expect, it } from "vitest";
import type { BoardRow } from "../../api/bindings/BoardRow";
import Told from "./Told.svelte";

afterEach(cleanup);

it("a call and a hard day stand there in words, with their days and whose they are", () => {
  const coach = {
    name: "Imani J.",
    calls: [
      { day: "2026-04-01", note: "Evenings suit me." },
      { day: "2026-03-09", note: "" },
    ],
    hard_on: ["2026-03-03", "2026-03-03"],
  } as unknown as BoardRow;
  const { container } = render(Told, { coach });
  const said = [...container.querySelectorAll("p")].map((line) =>
    line.textContent?.replace(/\s+/g, " ").trim(),
  );
  expect(said).toEqual([
    "Imani J.: Please call Asked on April 1: “Evenings suit me.” Earlier: March 9.",
    "Imani J.: Something was hard on March 3.",
  ]);
});
