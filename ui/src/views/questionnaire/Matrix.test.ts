import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AnswerInput } from "../../api/bindings/AnswerInput";
import type { Runner } from "../../api/bindings/Runner";
import { looks } from "../../app/looks.svelte";
import Asking from "./Asking.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const often = { codes: [0, 1, 2, 3, 4], labels: ["Never", "Seldom", "At times", "Often", "Always"] };
const item = (number: number, text: string) => ({ number, text, ...often, answer: null });

let given: AnswerInput[];
let found: { kind: "name"; text: string }[];
let asking: Runner;

function draw(runner: Partial<Runner> = {}) {
  asking = {
    wave: "baseline",
    wave_title: "Before the course",
    instrument: "kettle",
    title: "Kettle",
    recall: "",
    validated: true,
    credit: "The teapot",
    licence: "CC0",
    minutes: 2,
    for_study: true,
    shares_words: true,
    items: [
      item(1, "First?"),
      item(2, "Second?"),
      item(3, "Third?"),
      { ...item(4, "What else?"), codes: [1], labels: [""], words: "" },
    ],
    next: 1,
    ...runner,
  };
  const view = render(Asking, {
    runner: asking,
    onrunner: (after: Runner) => void view.rerender({ runner: after }),
    onreceipt: () => undefined,
  });
}

beforeEach(() => {
  window.innerWidth = 1280;
  looks.single = false;
  given = [];
  found = [];
  invoke
    .mockReset()
    .mockImplementation(async (_: string, { name, input }: { name: string; input: never }) => {
      if (name === "look_over") return found;
      const one = input as AnswerInput;
      given.push(one);
      asking = {
        ...asking,
        items: asking.items.map((each) =>
          each.number === one.number
            ? { ...each, answer: one.answer, ...(one.words ? { words: one.words } : {}) }
            : each,
        ),
      };
      return asking.items.find((each) => each.number === one.number);
    });
});
afterEach(cleanup);

const press = (key: string) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key });
const codes = () => given.map(({ number, answer }) => [number, answer.kind === "code" ? answer.code : answer.kind]);
const radios = () => screen.getAllByRole("radio") as HTMLInputElement[];
const next = () => fireEvent.submit(document.querySelector("form") as HTMLFormElement);

it("rows stand together, and nothing is chosen beforehand", () => {
  draw();
  expect(screen.getAllByRole("radiogroup")).toHaveLength(3);
  expect(radios().some((radio) => radio.checked)).toBe(false);
  expect(screen.getByText(/Questions 1 to 3 of 4\./)).toBeTruthy();
});

it("figures answer row after row, from 0 on, and each is kept", async () => {
  draw();
  for (const figure of ["0", "4", "2"]) await press(figure);
  await vi.waitFor(() => expect(codes()).toEqual([[1, 0], [2, 4], [3, 2]]));
  expect(document.activeElement?.textContent).toBe("Go on");
});

it("the arrows up and down go from row to row and change no answer", async () => {
  draw();
  await press("ArrowDown");
  await press("3");
  await press("ArrowUp");
  await press("ArrowUp");
  await press("1");
  await vi.waitFor(() => expect(codes()).toEqual([[2, 3], [1, 1]]));
});

it("open rows are named, and skipping them is an answer of its own", async () => {
  draw();
  await press("3");
  await next();
  await screen.findByText(/Two questions here are open/);
  await fireEvent.click(screen.getByRole("button", { name: "Skip the open ones for now" }));
  await screen.findByRole("textbox");
  expect(codes()).toEqual([[1, 3], [2, "skipped"], [3, "skipped"]]);
});

it("somebody comes back to the page and the row they left", () => {
  const done = { kind: "code", code: 2 } as const;
  draw({ items: [{ ...item(1, "First?"), answer: done }, item(2, "Second?"), item(3, "Third?")] });
  const [first, second] = screen.getAllByRole("radiogroup");
  expect(first?.querySelector<HTMLInputElement>("input:checked")?.value).toBe("2");
  expect(second?.contains(document.activeElement)).toBe(true);
});

it("whoever likes takes one question at a time, in place", async () => {
  draw();
  await press("3");
  await fireEvent.click(screen.getByRole("button", { name: "One question at a time" }));
  expect(screen.queryAllByRole("radiogroup")).toHaveLength(0);
  expect(screen.getByText(/Question 1 of 4\./)).toBeTruthy();
  expect(radios().find((radio) => radio.checked)?.value).toBe("3");
});

it("what is written is kept, and a name in it is pointed out once before it goes on", async () => {
  draw({ items: [{ ...item(4, "What else?"), codes: [1], labels: [""], words: "" }] });
  expect(screen.getByText(/The study reads what you write here/)).toBeTruthy();
  found = [{ kind: "name", text: "Dana" }];
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "Ask Dana." } });
  await next();
  await screen.findByText(/Dana/);
  expect(given).toHaveLength(0);
  await next();
  await screen.findByText("You have reached the end");
  expect(given[0]).toMatchObject({ number: 4, words: "Ask Dana.", answer: { kind: "code", code: 1 } });
});

it("words that stay are not looked over, and the screen says that they stay", async () => {
  draw({ shares_words: false, items: [{ ...item(4, "What else?"), codes: [1], labels: [""], words: "" }] });
  expect(screen.getByText(/stays on this computer/)).toBeTruthy();
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "Ask Dana." } });
  await next();
  await screen.findByText("You have reached the end");
  expect(invoke.mock.calls.some(([, call]) => call.name === "look_over")).toBe(false);
});
