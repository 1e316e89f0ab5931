import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Tick } from "../../api/bindings/Tick";
import Mark from "./Mark.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

/** What the core keeps: one mark a day and thing. */
let kept: Tick[];

beforeEach(() => {
  kept = [{ informal: "other", day: "2026-03-12", word: "" }];
  invoke.mockReset().mockImplementation((_, { name, input }) => {
    kept = kept.filter((tick) => tick.informal !== input.informal || tick.day !== input.day);
    if (name === "tick_informal") kept = [...kept, input];
    return Promise.resolve({ ticks: kept });
  });
  render(Mark, { id: "routine", title: "One routine thing", about: "", day: "2026-03-12", ticks: kept });
});
afterEach(cleanup);

const press = (name: RegExp) => fireEvent.click(screen.getByRole("button", { name }));

it("one press marks the day, and a word can follow", async () => {
  await press(/^Mark today/);
  await screen.findByText("Marked today.");
  expect(kept).toContainEqual({ informal: "routine", day: "2026-03-12", word: "" });
  const field = screen.getByRole("textbox");
  expect(document.activeElement).toBe(field);
  await fireEvent.input(field, { target: { value: " the kettle " } });
  await press(/^Keep it/);
  await screen.findByText("Marked today: “the kettle”.");
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("a mark is taken back as easily, and others stay", async () => {
  await press(/^Mark today/);
  await screen.findByText("Marked today.");
  await press(/^Take the mark back/);
  await screen.findByRole("button", { name: /^Mark today/ });
  expect(kept).toEqual([{ informal: "other", day: "2026-03-12", word: "" }]);
  expect(screen.queryByText(/^Marked/)).toBeNull();
});
