import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { door, passphraseProblem } from "./door.svelte";
import Passphrase from "./Passphrase.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

beforeEach(() => {
  invoke.mockReset().mockRejectedValue({
    code: "read-only",
    severity: "alert",
    happened: "This folder does not let Evenkeel write into it.",
    next: "Choose another folder.",
  });
  door.reset(false);
  door.take("alone");
  door.name = " Renee ";
  render(Passphrase, { dataDir: "/home/renee/.local/share/evenkeel" });
});
afterEach(cleanup);

async function fill(first: string, second: string) {
  await fireEvent.input(screen.getByLabelText("Passphrase"), { target: { value: first } });
  await fireEvent.input(screen.getByLabelText("The same again"), { target: { value: second } });
  await fireEvent.click(screen.getByRole("button", { name: "Lock with this passphrase" }));
}

it("a short passphrase goes nowhere, and says why", async () => {
  await fill("seven77", "seven77");
  expect(invoke).not.toHaveBeenCalled();
  expect(screen.getByLabelText("Passphrase").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("Please use at least 8 characters. This one has 7.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("Passphrase"));
});

it("two that differ go nowhere", async () => {
  await fill("lamp river oat nine", "lamp river oat mine");
  expect(invoke).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(screen.getByLabelText("The same again"));
});

it("two that are the same make the ledger, under the trimmed name", async () => {
  await fill("lamp river oat nine", "lamp river oat nine");
  expect(invoke).toHaveBeenCalledExactlyOnceWith("call", {
    name: "create_person",
    input: { name: "Renee", role: "coach", passphrase: "lamp river oat nine", invitation: null },
  });
  // What the core says against it is shown here, and nothing typed is gone.
  expect((await screen.findByRole("alert")).textContent).toContain("Choose another folder.");
});

it("going without one is a choice that says what it means first", async () => {
  await fireEvent.click(screen.getByLabelText(/go without a passphrase/));
  expect(screen.getByText("/home/renee/.local/share/evenkeel")).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Start without a passphrase" }));
  expect(invoke.mock.calls[0]?.[1].input.passphrase).toBeNull();
});

it("characters are counted as people count them", () => {
  expect(passphraseProblem("🌲🌲🌲🌲🌲🌲🌲")).toContain("7");
  expect(passphraseProblem("four odd words")).toBeNull();
});
