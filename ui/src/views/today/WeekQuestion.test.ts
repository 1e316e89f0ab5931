import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import WeekQuestion from "./WeekQuestion.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

beforeEach(() => {
  location.hash = "#/today";
  invoke.mockReset().mockResolvedValue(null);
  render(WeekQuestion, { week: 3, trainer: "Joan" });
});
afterEach(cleanup);

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("rather not say is an answer like the others, and nothing more is asked", async () => {
  await press("Rather not say");
  await screen.findByText("Noted.");
  expect(invoke.mock.calls[0]?.[1]).toEqual({
    name: "answer_week",
    input: { week: 3, answer: "refused" },
  });
  expect(screen.queryByRole("button")).toBeNull();
  expect(location.hash).toBe("#/today");
});

it("something leads to what to do now", async () => {
  await press("Something");
  await vi.waitFor(() => expect(location.hash).toBe("#/hard"));
});
