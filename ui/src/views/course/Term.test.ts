import { render, screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { ANYONE } from "./reader";
import Text from "./Text.svelte";

const anchor = { id: "anchor", title: "Anchor", text: "The one plain thing you come back to." };
const reader = { ...ANYONE, glossary: [anchor] };

it("a term is a button that opens its explanation", () => {
  render(Text, { text: [{ kind: "term", text: "anchors", term: "anchor" }], reader });
  const button = screen.getByRole("button", { name: "anchors" });
  const note = document.getElementById(button.getAttribute("popovertarget") ?? "");
  expect(note?.getAttribute("popover")).toBe("auto");
  expect(note?.textContent).toContain("The one plain thing you come back to.");
  expect(note?.querySelector("a")?.getAttribute("href")).toBe("#/words/anchor");
});

it("two terms in one sentence open two notes", () => {
  const text = [
    { kind: "term" as const, text: "anchor", term: "anchor" },
    { kind: "term" as const, text: "Anchor", term: "anchor" },
  ];
  render(Text, { text, reader });
  const targets = screen.getAllByRole("button").map((one) => one.getAttribute("popovertarget"));
  expect(new Set(targets).size).toBe(2);
});

it("a word whose entry is gone stays a word", () => {
  const { container } = render(Text, { text: [{ kind: "term", text: "anchor", term: "anchor" }] });
  expect(container.textContent).toBe("anchor");
  expect(screen.queryByRole("button")).toBeNull();
});

it("a sentence with a term in it keeps its spaces", () => {
  const { container } = render(Text, {
    text: [
      { kind: "text", text: "Choose an " },
      { kind: "term", text: "anchor", term: "anchor" },
      { kind: "text", text: ", or none." },
    ],
    reader,
  });
  for (const note of container.querySelectorAll("[popover]")) note.remove();
  expect(container.textContent).toBe("Choose an anchor, or none.");
});

it("a blank to write into is read as one, not as underscores", () => {
  const { container } = render(Text, { text: [{ kind: "text", text: "My place: ________" }] });
  expect(container.textContent).toBe("My place: to fill in by hand");
});
