import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { door } from "../start/door.svelte";
import Restore from "./Restore.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const none = { facts: 0, sits: 0, questionnaires: 0, entries: 0, days: [] };
const preview = {
  made_at: "2026-03-12T19:27:04-05:00",
  last_day: "2026-03-12",
  facts: 142,
  readable: true,
  lost: { ...none, facts: 2, sits: 2, days: ["2026-03-13"] },
  gained: none,
};
const start = { people: [{ id: "a", name: "Renee" }], open: null, help: {} };
let answers: Record<string, unknown> = {};

beforeEach(() => {
  door.reset(true);
  answers = { preview_restore: preview, restore: { start, changed: preview, kept: "/kept" } };
  invoke.mockReset().mockImplementation((_, { name }) => Promise.resolve(answers[name]));
});
afterEach(cleanup);

const called = () => invoke.mock.calls.map(([, { name }]) => name);

it("nothing is brought back before it was shown what would go", async () => {
  render(Restore, { id: "a", backup: "one", asks: false, onclose: () => {} });
  expect(await screen.findByText("2 sits, of March 13.")).toBeTruthy();
  expect(called()).toEqual(["preview_restore"]);
  await fireEvent.click(screen.getByRole("button", { name: "Bring this backup back" }));
  expect(called()).toEqual(["preview_restore", "restore"]);
  await vi.waitFor(() => expect([door.step, door.person?.name]).toEqual(["restored", "Renee"]));
});

it("at the door the passphrase comes first", async () => {
  render(Restore, { id: "a", backup: "one", asks: true, onclose: () => {} });
  await fireEvent.click(screen.getByRole("button", { name: "Look at what it would change" }));
  expect(called()).toEqual([]);
  await fireEvent.input(screen.getByLabelText("The passphrase, of now or of then"), {
    target: { value: "lamp river oat nine" },
  });
  await fireEvent.click(screen.getByRole("button", { name: "Look at what it would change" }));
  expect(invoke.mock.calls[0]?.[1].input.passphrase).toBe("lamp river oat nine");
});

it("a backup that holds the same offers nothing to bring back", async () => {
  answers.preview_restore = { ...preview, lost: none };
  render(Restore, { id: "a", backup: "one", asks: false, onclose: () => {} });
  expect(await screen.findByText("It holds the same as what is here.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Bring this backup back" })).toBeNull();
});
