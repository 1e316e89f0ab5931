import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";
import PdfButton from "./PdfButton.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

afterEach(cleanup);

async function save(answer: Promise<string | null>) {
  invoke.mockReset().mockReturnValue(answer);
  render(PdfButton, { paper: { kind: "card", part: "week-3" } });
  await fireEvent.click(screen.getByRole("button", { name: "Save as PDF" }));
  await vi.waitFor(() => expect(screen.getByRole("button").ariaDisabled).not.toBe("true"));
}

it("a saved page says where it lies", async () => {
  await save(Promise.resolve("/home/r/between-two-doors.pdf"));
  await screen.findByText("Saved: /home/r/between-two-doors.pdf");
});

it("a dialog that was closed leaves no word behind", async () => {
  await save(Promise.resolve(null));
  expect(screen.getByRole("status").textContent).toBe("");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("a page that could not be saved says why", async () => {
  const happened = "The disk is full.";
  await save(Promise.reject({ code: "disk-full", severity: "alert", happened, next: "Free some." }));
  await screen.findByText(happened);
});
