import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { Block } from "../../api/bindings/Block";
import Blocks from "./Blocks.svelte";
import { ANYONE } from "./reader";

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
      { kind: "try", exercise: null, title: "One bite", blocks: [step] },
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

it("an exercise leads to where it is written, and says when it was", () => {
  const blocks: Block[] = [{ kind: "try", exercise: "one-bite", title: "One bite", blocks: [] }];
  const line = { id: "one-bite", title: "One bite", part: "week-1", minutes: 3, times: 1 };
  const exercises = [{ ...line, kept: 1, last: "2026-03-03" }];
  const { unmount } = render(Blocks, { blocks, reader: { ...ANYONE, exercises } });
  const link = screen.getByRole("link", { name: /Write it here/ });
  expect(link.getAttribute("href")).toBe("#/exercise/one-bite");
  expect(screen.getByText("Kept on March 3")).toBeTruthy();
  unmount();
  render(Blocks, { blocks });
  expect(screen.queryByRole("link"), "somebody who only reads has nowhere to write").toBeNull();
});

it("other versions of a point wait behind a press", async () => {
  const words = (text: string) => [{ kind: "text" as const, text }];
  const variants = [
    { roles: ["escort"], text: words("A bench.") },
    { roles: ["family"], text: words("A couch.") },
  ];
  const roles = [
    { id: "escort", title: "Sober escort" },
    { id: "family", title: "Family coach" },
  ];
  render(Blocks, {
    blocks: [{ kind: "variants", variants }],
    reader: { ...ANYONE, roles, own: ["family"] },
  });
  expect(screen.queryByText("A bench.")).toBeNull();
  expect(screen.getByText("A couch.")).toBeTruthy();
  const more = screen.getByRole("button", { name: "1 version for other roles" });
  await fireEvent.click(more);
  expect(screen.getByText("A bench.")).toBeTruthy();
  expect(more.getAttribute("aria-expanded")).toBe("true");
});
