import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { OwnConsent } from "../../api/bindings/OwnConsent";
import type { Sharing as View } from "../../api/bindings/Sharing";
import Sharing from "./Sharing.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const view: View = {
  cohort: "Thursday cohort",
  trainer: "Joan",
  study: "Steady study",
  code: "7KQM-2X9T",
  mailbox: "https://cloud.example/box",
  trainer_sees: [],
  study_sees: [],
  sent: [],
  waiting: 2,
  trouble: null,
};
const trouble = { code: "mailbox-closed", severity: "notice", happened: "Closed.", next: "" } as const;

let own: OwnConsent;

beforeEach(() => {
  own = { signed: null, shares: { practice: true, lessons: true, supervision: false }, withdrew: null };
  invoke.mockReset().mockImplementation(async (_: string, asked: { name: string; input: never }) => {
    switch (asked.name) {
      case "sharing":
        return view;
      case "own_consent":
        return own;
      case "withdraw":
        return (own = { ...own, withdrew: { day: "2026-03-20", ...(asked.input as { keep: boolean }) } });
      case "send_now":
        return { ...view, trouble };
      case "mailboxes":
        return [];
    }
    return null;
  });
});
afterEach(cleanup);

const show = () => render(Sharing, { route: { view: "sharing" } });
const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));

it("what keeps hand-ins from going stands beside the button, with the mailbox open", async () => {
  show();
  await press("Send now");
  const said = await screen.findByText("Closed.");
  expect(said.closest("section")?.contains(screen.getByRole("button", { name: "Send now" }))).toBe(true);
  expect(screen.getByText("The mailbox, and a test of it").closest("details")?.open).toBe(true);
  expect(screen.queryByText("Everything has gone out.")).toBeNull();
});

it("who withdraws lands at what was done, and reads no more of what others will see", async () => {
  show();
  await screen.findByRole("heading", { name: "Joan sees" });
  await press("Withdraw…");
  await press("Withdraw, delete it");
  const done = await screen.findByRole("heading", { name: "You withdrew on March 20, 2026" });
  await waitFor(() => expect(document.activeElement).toBe(done));
  expect(screen.queryByRole("heading", { name: "Joan sees" })).toBeNull();
  expect(screen.queryByText(/Hand-ins go out by themselves/)).toBeNull();
});
