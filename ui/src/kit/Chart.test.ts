import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { afterEach, expect, it, vi } from "vitest";
import Chart from "./Chart.svelte";

const words = (text: string) => createRawSnippet(() => ({ render: () => `<p>${text}</p>` }));
const table = { head: ["Practice", "Days"], rows: [["Body scan", 3], ["Lake", 0]] };

function show(writeText: (text: string) => Promise<void>) {
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
  render(Chart, { title: "Which", about: words("About."), table, children: words("Drawn.") });
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("the numbers of a chart stand in a table that names its rows and columns", () => {
  show(async () => {});
  expect(screen.getByRole("rowheader", { name: "Lake", hidden: true })).toBeTruthy();
  const cells = screen.getAllByRole("cell", { hidden: true });
  expect(cells.map((cell) => cell.textContent)).toEqual(["3", "0"]);
});

it("the table can be copied, and where the clipboard is closed it is marked instead", async () => {
  const taken: string[] = [];
  show(async (text) => void taken.push(text));
  await fireEvent.click(screen.getByText(/^Copy the table/));
  await screen.findByText("Copied.");
  expect(taken).toEqual(["Practice\tDays\nBody scan\t3\nLake\t0"]);
  cleanup();
  document.execCommand = () => false;
  show(() => Promise.reject(new Error("closed")));
  await fireEvent.click(screen.getByText(/^Copy the table/));
  await screen.findByText("Marked. Ctrl and C copy it.");
  expect(getSelection()?.toString()).toContain("Body scan");
});
