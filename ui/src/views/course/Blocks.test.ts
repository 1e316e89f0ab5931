import { render, screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { Block } from "../../api/bindings/Block";
import Blocks from "./Blocks.svelte";

it("markup in a lesson’s words stays words", () => {
  const text = `<img src=x onerror="alert(1)"> & <b>bold</b>`;
  const { container } = render(Blocks, {
    blocks: [{ kind: "paragraph", text: [{ kind: "text", text }] }],
  });
  expect(container.querySelector("img, p b")).toBeNull();
  expect(container.querySelector("p")?.textContent).toBe(text);
});

it("a source shows its address and opens nothing", () => {
  const { container } = render(Blocks, {
    blocks: [
      {
        kind: "list",
        ordered: false,
        items: [[{ kind: "link", text: "Parsons (2017)", to: "https://doi.org/10.1016/j.brat" }]],
      },
    ],
  });
  expect(container.querySelector("a")).toBeNull();
  expect(container.querySelector("li")?.textContent).toBe(
    "Parsons (2017) https://doi.org/10.1016/j.brat",
  );
});

it("running text keeps its spaces and marks", () => {
  const { container } = render(Blocks, {
    blocks: [
      {
        kind: "paragraph",
        text: [
          { kind: "text", text: "The " },
          { kind: "strong", text: "brake" },
          { kind: "text", text: ", or " },
          { kind: "em", text: "Esc" },
          { kind: "text", text: "." },
        ],
      },
    ],
  });
  expect(container.querySelector("p")?.innerHTML.replace(/<!--.*?-->/g, "")).toBe(
    "The <strong>brake</strong>, or <em>Esc</em>.",
  );
});

it("an exercise holds its own steps, a note its own words", () => {
  const step: Block = { kind: "list", ordered: true, items: [[{ kind: "text", text: "Bite." }]] };
  render(Blocks, {
    blocks: [
      { kind: "try", title: "One bite", blocks: [step] },
      {
        kind: "note",
        title: "Autopilot",
        blocks: [{ kind: "paragraph", text: [{ kind: "text", text: "Elsewhere." }] }],
      },
    ],
  });
  const exercise = screen.getByRole("group", { name: "One bite" });
  expect(within(exercise).getByRole("listitem").textContent).toBe("Bite.");
  expect(screen.getByRole("complementary", { name: "Autopilot" }).textContent).toContain(
    "Elsewhere.",
  );
});
