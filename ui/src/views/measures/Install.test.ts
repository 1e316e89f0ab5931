import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { InstrumentCard } from "../../api/bindings/InstrumentCard";
import type { Reading } from "../../api/bindings/Reading";
import type { WordingInput } from "../../api/bindings/WordingInput";
import Install from "./Install.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const card: InstrumentCard = {
  id: "kettle",
  version: "1",
  title: "Kettle",
  about: "Invented.",
  recall: "",
  items: 2,
  minutes: 1,
  scales: ["Tea"],
  validated: false,
  licence: "CC0",
  credit: "nobody",
  citation: "none",
  needs_permission: false,
  target_words: ["pot"],
  verify: [],
  contradictions: [],
  fingerprints: false,
  wording: { kind: "missing" },
  asked_in: [],
};

let calls: { name: string; input: WordingInput }[];
const oncards = vi.fn();

/** Says what the core would: nothing is known, so somebody has to have compared it by hand. */
function read(input: WordingInput): Reading {
  const by_hand = input.choices?.unchecked ?? false;
  return {
    instrument: "kettle",
    title: "Kettle",
    format: "text",
    parts: ["text"],
    part: "text",
    instructions: "",
    items: [
      { place: "line 2", number: 1, verdict: "unchecked", text: "The kettle was on.", replaced: [] },
      { place: "line 3", number: 2, verdict: "unchecked", text: "The cup was cold.", replaced: [] },
    ],
    missing: [],
    same_order: true,
    responses: [],
    notes: [],
    hindrances: by_hand ? [] : ["Compare the copy with the form by hand."],
    checked: "unchecked",
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  oncards.mockReset();
  invoke.mockReset().mockImplementation(async (_: string, call: { name: string; input: WordingInput }) => {
    calls.push(call);
    return call.name === "preview_wording" ? read(call.input) : [card];
  });
  render(Install, { card, oncards });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const rest = () => vi.advanceTimersByTimeAsync(500);
const submit = () => fireEvent.submit(document.querySelector("form") as HTMLFormElement);

async function paste() {
  const field = screen.getByLabelText("The text of the official form");
  await fireEvent.input(field, { target: { value: "1. The kettle was on.\n2. The cup was cold." } });
  await rest();
}

it("nothing is read before there is a copy, and typing is waited for", async () => {
  await rest();
  expect(calls).toEqual([]);
  await paste();
  expect(calls).toHaveLength(1);
});

it("a hindrance keeps it from being installed, and saying what is asked lets it through", async () => {
  await paste();
  expect(screen.getByText("Compare the copy with the form by hand.")).toBeTruthy();
  await submit();
  expect(calls.some(({ name }) => name === "install_wording")).toBe(false);
  await fireEvent.click(screen.getByRole("checkbox", { name: /I compared this/ }));
  await rest();
  await submit();
  await rest();
  expect(calls.at(-1)).toMatchObject({
    name: "install_wording",
    input: { instrument: "kettle", choices: { unchecked: true } },
  });
  expect(oncards).toHaveBeenCalledWith([card]);
});

it("words of the study’s own and items by hand go along, and empty words do not", async () => {
  await paste();
  const select = screen.getByLabelText("Item of the key for line 3");
  await fireEvent.change(select, { target: { value: "1" } });
  await rest();
  expect(calls.at(-1)?.input.choices).toMatchObject({ target: {}, assigned: { "line 3": 1 } });
  await fireEvent.input(screen.getByLabelText("In place of “pot”"), { target: { value: "can" } });
  await rest();
  expect(calls.at(-1)?.input.choices).toMatchObject({ target: { pot: "can" } });
});

it("another copy is compared anew", async () => {
  await paste();
  await fireEvent.click(screen.getByRole("checkbox", { name: /I compared this/ }));
  await rest();
  const field = screen.getByLabelText("The text of the official form");
  await fireEvent.input(field, { target: { value: "1. Something else." } });
  await rest();
  expect(calls.at(-1)?.input.choices?.unchecked).toBe(false);
});
