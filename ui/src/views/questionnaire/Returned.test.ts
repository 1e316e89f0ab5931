import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ReturnedSheet } from "../../api/bindings/ReturnedSheet";
import Returned from "./Returned.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const onreturned = vi.fn();
const labels = ["Never", "Seldom", "Often"];
const returned: ReturnedSheet = {
  sheet: {
    wave: "baseline",
    wave_title: "Before the course",
    instrument: "kettle",
    title: "Kettle",
    recall: "",
    validated: true,
    credit: "The teapot",
    licence: "CC0",
    citation: "Pot, T. (2001). Tea.",
    minutes: 2,
    for_study: true,
    shares_words: true,
    items: [
      { number: 2, text: "Was it on?", codes: [1, 2, 3], labels, answer: { kind: "code", code: 3 } },
      { number: 1, text: "What else?", codes: [1], labels: [""], answer: { kind: "code", code: 1 }, words: "Milk." },
    ],
    next: null,
  },
  receipt: {
    number: "7KQ-M2X",
    at: "2026-03-03T21:14:00-06:00",
    wave_title: "Before the course",
    title: "Kettle",
    scores: [],
  },
  correct_until: "2026-03-04",
  corrections: [],
};

beforeEach(() => {
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  onreturned.mockReset();
  invoke.mockReset().mockResolvedValue(returned);
});
afterEach(cleanup);

it("answers can be read again, with whom to credit and how to cite it", () => {
  render(Returned, { returned, onreturned });
  expect(screen.getByText("Milk.")).toBeTruthy();
  expect(screen.getByText("Wording: The teapot. License: CC0.")).toBeTruthy();
  expect(screen.getByText("Pot, T. (2001). Tea.")).toBeTruthy();
});

it("a correction needs the answer that was meant and the reason, and nothing is chosen beforehand", async () => {
  render(Returned, { returned, onreturned });
  const buttons = screen.getAllByText("Correct", { exact: false, selector: "button" });
  expect(buttons).toHaveLength(1);
  await fireEvent.click(buttons[0] as HTMLElement);
  const radios = document.querySelectorAll<HTMLInputElement>("dialog input");
  expect([...radios].some((radio) => radio.checked)).toBe(false);
  const keep = screen.getByText("Correct it");
  await fireEvent.click(keep);
  await screen.findByText("Choose the answer you meant.");
  await fireEvent.click(screen.getByLabelText("2 Seldom"));
  await fireEvent.click(keep);
  await screen.findByText("Choose why, too.");
  expect(invoke).not.toHaveBeenCalled();
  await fireEvent.click(screen.getByLabelText("I meant another answer"));
  await fireEvent.click(keep);
  await vi.waitFor(() => expect(onreturned).toHaveBeenCalledWith(returned));
  expect(invoke.mock.calls[0]?.[1]).toEqual({
    name: "correct_answer",
    input: {
      wave: "baseline",
      instrument: "kettle",
      number: 2,
      answer: { kind: "code", code: 2 },
      why: "slip",
    },
  });
});

it("after the last day there is nothing to correct, and the screen says so", () => {
  render(Returned, { returned: { ...returned, correct_until: null }, onreturned });
  expect(screen.queryByText("Correct", { exact: false, selector: "button" })).toBeNull();
  expect(screen.getByText(/It can’t be changed now/)).toBeTruthy();
});

it("what was corrected is listed by its place, whatever its number in the key", () => {
  const corrections = [
    { number: 2, from: { kind: "code", code: 1 }, to: { kind: "code", code: 3 }, why: "misread", at: "2026-03-03T21:20:00-06:00" },
  ] as const;
  render(Returned, { returned: { ...returned, corrections: [...corrections] }, onreturned });
  expect(screen.getByText(/Question 1: “Never” became “Often”/)).toBeTruthy();
});
