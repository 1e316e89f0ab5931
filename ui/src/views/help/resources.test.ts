import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Resources as Directory } from "../../api/bindings/Resources";
import { alphabetical, found, groups } from "./resources";
import Resources from "./Resources.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

function resource(id: string, kind: string, about: string, checked_on: string | null = null) {
  const rest = { name: id, how: "", url: `https://${id}.example`, source: "" };
  return { id, kind, about, checked_on, ...rest };
}

const DIRECTORY: Directory = {
  about: "Places.",
  kinds: [
    { id: "groups", title: "Groups", about: "Meetings." },
    { id: "beds", title: "Beds", about: "A bed." },
  ],
  resources: [
    resource("na", "groups", "Meetings on the 12 steps.", "2026-03-01"),
    resource("smart", "groups", "Secular meetings."),
    resource("oxford", "beds", "Shared houses."),
  ],
};

beforeEach(() => {
  invoke.mockReset().mockResolvedValue({ resources: DIRECTORY, glossary: [], today: "2026-03-12" });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("what is looked for is found in any order of its words, and empty kinds are left out", () => {
  const ids = (words: string) =>
    groups(DIRECTORY, words).map((group) => [group.kind.id, ...group.resources.map(({ id }) => id)]);
  expect(ids("")).toEqual([
    ["groups", "na", "smart"],
    ["beds", "oxford"],
  ]);
  expect(ids("Steps meetings")).toEqual([["groups", "na"]]);
  expect(ids("nothing like it")).toEqual([]);
});

it("a search says how many it found, and nothing before it begins", () => {
  expect(found(DIRECTORY, " ")).toBe("");
  expect(found(DIRECTORY, "houses")).toBe("1 resource of 3");
  expect(found(DIRECTORY, "zebra")).toContain("Nothing here");
});

it("words stand in the order of the alphabet, whatever their capitals", () => {
  const terms = ["STOP", "anchor", "MBSR"].map((title) => ({ id: title, title, text: "" }));
  expect(alphabetical(terms).map((term) => term.title)).toEqual(["anchor", "MBSR", "STOP"]);
});

it("an address is text to copy and opens nothing", async () => {
  const writeText = vi.fn().mockResolvedValue(undefined);
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
  render(Resources, { route: { view: "resources" } });
  await screen.findByText("https://na.example");
  expect(document.querySelector('a[href^="http"]')).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Copy the address of na" }));
  await screen.findByText("Copied.");
  expect(writeText).toHaveBeenCalledWith("https://na.example");
});

it("without a clipboard the address is marked", async () => {
  vi.stubGlobal("navigator", { ...navigator, clipboard: undefined });
  document.execCommand = () => false;
  render(Resources, { route: { view: "resources" } });
  await fireEvent.click(await screen.findByRole("button", { name: "Copy the address of na" }));
  await screen.findByText("Marked. Ctrl and C copy it.");
});

it("each resource says when it was checked, once any was", async () => {
  render(Resources, { route: { view: "resources" } });
  await screen.findByText("Checked on March 1, 2026.");
  expect(screen.getAllByText("Not checked by your agency yet.")).toHaveLength(2);
});
