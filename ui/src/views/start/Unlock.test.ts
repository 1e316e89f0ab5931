import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Person } from "../../api/bindings/Person";
import { door } from "./door.svelte";
import Unlock from "./Unlock.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const renee: Person = {
  id: "a",
  name: "Renee",
  role: "coach",
  locked: true,
  keychain: false,
  wait_seconds: 0,
  sample: false,
  damaged: false,
};

beforeEach(() => {
  invoke.mockReset();
  door.reset(true);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it("after wrong tries it counts down, and then lets somebody try again", async () => {
  vi.useFakeTimers();
  door.person = { ...renee, wait_seconds: 5 };
  render(Unlock, { person: door.person });
  await fireEvent.input(screen.getByLabelText("Your passphrase"), { target: { value: "words" } });
  await fireEvent.click(screen.getByRole("button", { name: "Open" }));
  expect(invoke).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3000);
  expect(screen.getByRole("timer").textContent).toContain("in 2 seconds");
  await vi.advanceTimersByTimeAsync(2250);
  invoke.mockRejectedValue({ code: "wrong-passphrase", happened: "No.", next: "" });
  await fireEvent.click(screen.getByRole("button", { name: "Open" }));
  expect(invoke.mock.calls[0]?.[1].name).toBe("unlock");
});

it("where the key store does not answer, there is the passphrase", async () => {
  const away = { code: "keychain-away", severity: "notice", happened: "Away.", next: "Passphrase." };
  invoke.mockRejectedValue(away);
  await door.choose({ ...renee, keychain: true });
  expect(invoke.mock.calls[0]?.[1].input).toEqual({ id: "a", passphrase: null });
  expect(door.step).toBe("unlock");
  render(Unlock, { person: { ...renee, keychain: true } });
  expect(screen.getByRole("alert").textContent).toContain("Away.");
  expect(screen.getByLabelText("Your passphrase")).toBeTruthy();
});

it("what is damaged leads to the backups, and asks for no passphrase", async () => {
  invoke.mockRejectedValue({ code: "missing-keys", happened: "Missing.", next: "Put it back." });
  await door.choose({ ...renee, damaged: true });
  render(Unlock, { person: { ...renee, damaged: true } });
  expect(screen.queryByLabelText("Your passphrase")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Look at the backups" }));
  expect(door.step).toBe("backups");
});
