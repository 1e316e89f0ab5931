import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AnswerInput } from "../../api/bindings/AnswerInput";
import type { Receipt } from "../../api/bindings/Receipt";
import type { Runner } from "../../api/bindings/Runner";
import type { Sheet } from "../../api/bindings/Sheet";
import Questionnaire from "./Questionnaire.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const sheet: Sheet = {
  wave: "baseline",
  wave_title: "Before the course",
  instrument: "checkin",
  title: "Check-in",
  about: "Our own questions.",
  items: 3,
  answered: 0,
  minutes: 7,
  state: "open",
  opens_on: "2026-01-29",
  due_on: "2026-02-26",
  closes_on: "2026-03-04",
  receipt: null,
};

const receipt: Receipt = {
  number: "7KQ-M2X",
  at: "2026-03-03T21:14:00-06:00",
  wave_title: "Before the course",
  title: "Check-in",
  scores: [],
};

let runner: Runner;
let handedIn: boolean;
let given: AnswerInput[];
let broken: boolean;

beforeEach(async () => {
  // A narrow window: one question at a time.
  window.innerWidth = 480;
  given = [];
  broken = false;
  handedIn = false;
  runner = {
    wave: "baseline",
    wave_title: "Before the course",
    instrument: "checkin",
    title: "Check-in",
    recall: "In the past two weeks",
    validated: false,
    credit: "Evenkeel contributors",
    licence: "CC0",
    minutes: 7,
    for_study: true,
    shares_words: false,
    items: ["First?", "Second?", "Third?"].map((text, index) => ({
      number: index + 1,
      text,
      codes: [1, 2, 3, 4, 5],
      labels: ["Never", "Seldom", "Now and then", "Often", "Very often"],
      answer: null,
    })),
    next: 1,
  };
  const commands: Record<string, (input: never) => unknown> = {
    questionnaires: () => [handedIn ? { ...sheet, state: "returned", receipt } : sheet],
    returned_sheet: () => ({ sheet: runner, receipt, correct_until: null, corrections: [] }),
    questionnaire: () => runner,
    answer: (input: AnswerInput) => {
      if (broken) {
        throw { code: "disk-full", severity: "alert", happened: "The disk is full.", next: "Wait." };
      }
      given.push(input);
      const items = runner.items.map((item) =>
        item.number === input.number ? { ...item, answer: input.answer } : item,
      );
      runner = { ...runner, items };
      return items[input.number - 1];
    },
    hand_in: () => {
      handedIn = true;
      return receipt;
    },
  };
  invoke.mockReset().mockImplementation(
    async (_: string, { name, input }: { name: string; input: never }) => commands[name]?.(input),
  );
  render(Questionnaire, {
    route: { view: "questionnaire", wave: "baseline", instrument: "checkin" },
  });
  await screen.findByText("First?");
});
afterEach(cleanup);

function press(key: string) {
  return fireEvent.keyDown(document.body, { key });
}

it("nothing is chosen beforehand", () => {
  expect(screen.getAllByRole("radio").some((radio) => (radio as HTMLInputElement).checked)).toBe(
    false,
  );
});

it("a figure answers, Enter goes on, and the answer is kept before that", async () => {
  await press("4");
  await vi.waitFor(() => expect(given).toHaveLength(1));
  expect(given[0]).toMatchObject({
    wave: "baseline",
    instrument: "checkin",
    number: 1,
    answer: { kind: "code", code: 4 },
  });
  expect(given[0]?.ms).toBeGreaterThanOrEqual(0);
  expect(screen.getByText("First?")).toBeTruthy();
  await press("Enter");
  await screen.findByText("Second?");
});

it("a figure that is no answer does nothing", async () => {
  await press("6");
  await press("0");
  expect(given).toHaveLength(0);
});

it("the same answer twice is kept once", async () => {
  await press("2");
  await press("2");
  await vi.waitFor(() => expect(given).toHaveLength(1));
});

it("Enter without an answer stays, and says what to do", async () => {
  await press("Enter");
  await screen.findByText("Choose an answer, or skip this one for now.");
  expect(screen.getByText("First?")).toBeTruthy();
});

it("skipped and rather not say are kept as two different answers, up to the receipt", async () => {
  await fireEvent.click(screen.getByRole("button", { name: "Skip for now" }));
  await screen.findByText("Second?");
  await fireEvent.click(screen.getByRole("radio", { name: /Rather not say/ }));
  await press("Enter");
  await screen.findByText("Third?");
  await press("5");
  await press("Enter");
  await screen.findByText("1 question skipped");
  expect(screen.getByText("1 time “rather not say”")).toBeTruthy();
  expect(given.map((input) => input.answer.kind)).toEqual(["skipped", "refused", "code"]);

  await fireEvent.click(screen.getByRole("button", { name: "Go back to the skipped" }));
  await screen.findByText("First?");
  await press("1");
  await press("Enter");
  await screen.findByText("2 questions answered");

  await fireEvent.click(screen.getByRole("button", { name: "Hand in" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("After this they are final.");
  const last = [...dialog.querySelectorAll("button")].find((each) => each.textContent === "Hand in");
  if (!last) throw new Error("the dialog has a button to hand in");
  await fireEvent.click(last);
  await screen.findByText("7KQ-M2X");
  expect(screen.getByText(/Received on this computer, March 3, 9:14 pm/)).toBeTruthy();
});

it("an answer that could not be kept does not look kept", async () => {
  broken = true;
  await press("3");
  await screen.findByText("The disk is full.");
  expect(screen.getAllByRole("radio").some((radio) => (radio as HTMLInputElement).checked)).toBe(
    false,
  );
});

it("the last answer counts even when it is still on its way", async () => {
  await press("1");
  await press("Enter");
  await press("2");
  await press("Enter");
  await screen.findByText("Third?");
  const answer = invoke.getMockImplementation();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  invoke.mockImplementation(async (...args: unknown[]) => {
    await held;
    return answer?.(...args);
  });
  await press("3");
  await press("Enter");
  expect(screen.getByText("Third?")).toBeTruthy();
  release();
  await screen.findByText("3 questions answered");
});
