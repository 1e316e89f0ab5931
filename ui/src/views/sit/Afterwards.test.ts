import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import Afterwards from "./Afterwards.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

let sits: { id: string; source: string | null }[];
let written: unknown[];

beforeEach(() => {
  sits = [
    { id: "entered-later", source: "entered" },
    { id: "just-sat", source: null },
    { id: "sat-before", source: null },
  ];
  written = [];
  invoke.mockReset().mockImplementation(async (_: string, { name, input }) => {
    if (name === "practice_log") return { sits };
    written.push(input);
    return { sits };
  });
  render(Afterwards);
});
afterEach(cleanup);

async function keep() {
  await fireEvent.click(screen.getByLabelText("Restless"));
  await fireEvent.input(screen.getByLabelText("A line for yourself"), { target: { value: " the fridge " } });
  await fireEvent.click(screen.getByRole("button", { name: "Keep these words", hidden: true }));
}

it("what is written after a sit goes to the sit that was measured last", async () => {
  await keep();
  await screen.findByText("Kept. It stands in your practice log.");
  expect(written).toEqual([{ sit: "just-sat", obstacles: ["restless"], comment: "the fridge" }]);
});

it("words that found no sit are not said to be kept", async () => {
  sits = [];
  vi.spyOn(console, "error").mockImplementation(() => {});
  await keep();
  await screen.findByRole("alert", { hidden: true });
  expect(screen.queryByText(/^Kept/)).toBeNull();
  expect(written).toEqual([]);
});
