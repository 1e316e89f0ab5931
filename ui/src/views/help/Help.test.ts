import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { HelpView } from "../../api/bindings/HelpView";
import type { Start } from "../../api/bindings/Start";
import { session } from "../../app/session.svelte";
import Help from "./Help.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const line = { short: "", how: "Call", phone: "1", hours: "24 hours", about: "", source: "" };
const HELP: HelpView = {
  help: {
    format_version: 1,
    country: "US",
    lines: [
      { ...line, id: "old", name: "An old line", urgent: true, checked_on: "2025-03-01" },
      { ...line, id: "new", name: "A new line", urgent: false, checked_on: "2026-03-01" },
    ],
    strong_reaction: { title: "If it hits", text: [] },
    grounding: { title: "", steps: [] },
  },
  stale: ["old"],
  supervisor: null,
};

beforeEach(() => {
  session.help = HELP;
});
afterEach(() => {
  cleanup();
  session.start = null;
  session.help = null;
});

it("a line last tried long ago says so in words, and the others do not", () => {
  render(Help);
  const warning = screen.getByText(/Last checked more than 180 days ago/);
  expect(warning.closest("li")?.textContent).toContain("An old line");
  expect(screen.getAllByText(/more than 180 days/)).toHaveLength(1);
});

it("files of the agency that were left out are told here", () => {
  const agency = { code: "content", severity: "notice", happened: "Left out.", next: "Ask." };
  session.start = { open: null, agency } as unknown as Start;
  render(Help);
  expect(screen.getByText("Left out.")).toBeTruthy();
});

it("resources and words are a click away once somebody is here", () => {
  render(Help);
  expect(screen.queryByRole("link", { name: /Resources/ })).toBeNull();
  cleanup();
  session.start = { open: { id: "r", role: "trainer" }, agency: null } as unknown as Start;
  render(Help);
  expect(screen.getByRole("link", { name: /Resources/ }).getAttribute("href")).toBe("#/resources");
  expect(screen.getByRole("link", { name: /Words/ }).getAttribute("href")).toBe("#/words");
});
