import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Collected } from "../api/bindings/Collected";
import type { MailboxView } from "../api/bindings/MailboxView";
import Collecting from "./Collecting.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const brought: Collected = { new: 1, known: 0, facts: 4, set_aside: [], left: 0, trouble: null };
const server: MailboxView = {
  address: "https://cloud.example/box",
  kind: "webdav",
  user: null,
  folders: ["a/progress"],
};

let mailbox: MailboxView;
let collect: () => Promise<Collected>;

beforeEach(() => {
  mailbox = { ...server, user: "joan" };
  collect = async () => brought;
  invoke.mockReset().mockImplementation(async (_: string, asked: { name: string }) => {
    switch (asked.name) {
      case "collect":
        return collect();
      case "take_hand_ins":
        return brought;
      case "keep_login":
        return [(mailbox = { ...mailbox, user: "joan" })];
      case "try_mailbox":
        return { works: true, tried: [] };
      case "mailboxes":
        return [mailbox];
      case "hand_ins":
        return { collected_at: null, progress: null, set_aside: [], gaps: [], mailboxes: [mailbox] };
    }
    return null;
  });
});
afterEach(cleanup);

const show = () => render(Collecting, { oncollected: () => {} });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const desk = () => screen.getByText("Mailbox, and hand-ins brought by hand").closest("details");

it("what came in by hand is said where it was taken in", async () => {
  show();
  const field = screen.getByRole("textbox", { name: "A hand-in from a stick or an e-mail" });
  await fireEvent.input(field, { target: { value: "/media/stick" } });
  await press("Take it in");
  const said = await screen.findByText("1 new hand-in, with 4 entries.");
  expect(said.closest("form")).not.toBeNull();
  expect(field).toHaveProperty("value", "");
});

it("who stops a collect is left at the button that begins one", async () => {
  let end: (collected: Collected) => void = () => {};
  collect = () => new Promise((resolve) => (end = resolve));
  show();
  await press("Collect hand-ins");
  const stop = await screen.findByRole("button", { name: "Stop" });
  stop.focus();
  await fireEvent.click(stop);
  end({ ...brought, left: 2 });
  await screen.findByText(/2 files not looked at yet/);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Collect hand-ins" }));
});

it("a mailbox that nobody has opened yet asks for its name and password", async () => {
  mailbox = server;
  show();
  await waitFor(() => expect(desk()?.open).toBe(true));
  await fireEvent.input(await screen.findByRole("textbox", { name: "Name" }), {
    target: { value: "joan" },
  });
  await press("Keep and test");
  await screen.findByText("It does everything you need of it.");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Test this mailbox" }));
});

it("a mailbox that is open stays out of the way, until it lets nobody in", async () => {
  show();
  await screen.findByText(/now for “joan”/);
  expect(desk()?.open).toBe(false);
  const trouble = { code: "mailbox-closed", severity: "notice", happened: "Closed.", next: "" } as const;
  collect = async () => ({ ...brought, new: 0, trouble });
  await press("Collect hand-ins");
  await waitFor(() => expect(desk()?.open).toBe(true));
});
