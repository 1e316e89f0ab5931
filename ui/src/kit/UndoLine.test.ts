import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";
import { undo } from "./undo.svelte";
import UndoLine from "./UndoLine.svelte";

afterEach(() => {
  undo.clear();
  cleanup();
});

it("what was done is said, and taken back with one press", async () => {
  render(UndoLine);
  const back = vi.fn(async () => true);
  undo.offer("It is out of sight.", back);
  await screen.findByText("It is out of sight.");
  await fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await screen.findByText("Taken back.");
  expect(back).toHaveBeenCalledOnce();
  expect(screen.queryByRole("button")).toBeNull();
});

it("what could not be taken back can be tried again", async () => {
  render(UndoLine);
  undo.offer("Gone.", async () => false);
  await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("button", { name: "Undo" })).toBeTruthy();
});

it("the next act takes the place of the one before, also while that is taken back", async () => {
  render(UndoLine);
  let went = (_: boolean) => {};
  undo.offer("First.", () => new Promise((resolve) => (went = resolve)));
  await fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
  undo.offer("Second.", async () => true);
  went(true);
  await screen.findByText("Second.");
  expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
});

it("the focus goes to the way back only where it was lost", async () => {
  const field = document.body.appendChild(document.createElement("input"));
  render(UndoLine);
  field.focus();
  undo.offer("First.", async () => true);
  await screen.findByText("First.");
  expect(document.activeElement).toBe(field);
  field.remove();
  undo.offer("Second.", async () => true);
  await vi.waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Undo" })),
  );
});
