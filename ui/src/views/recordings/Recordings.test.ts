import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ImportRecording } from "../../api/bindings/ImportRecording";
import type { Recorded } from "../../api/bindings/Recorded";
import Recordings from "./Recordings.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const lake: Recorded = {
  practice: "lake",
  title: "Lake",
  whole: [{ id: "r-1", title: "Slowly", by: "Joan", seconds: 1380 }],
  cues: [{ id: "arrive", words: "You can stop here.", seconds: 6.4, recording: null }],
};
const silence: Recorded = { practice: "silence", title: "Bells and silence", whole: [], cues: [] };

let imported: ImportRecording[];
let answer: (input: ImportRecording) => Promise<unknown>;

beforeEach(() => {
  imported = [];
  answer = async () => ({ file: "x.flac", seconds: 6 });
  invoke.mockReset().mockImplementation(async (_: string, asked: { name: string; input: never }) => {
    if (asked.name === "import_recording") {
      imported.push(asked.input);
      return answer(asked.input);
    }
    return asked.name === "remove_recording" ? [{ ...lake, whole: [] }] : [lake, silence];
  });
});
afterEach(cleanup);

const show = (practice?: string) => render(Recordings, { route: { view: "recordings", practice } });
const write = (label: string, value: string) =>
  fireEvent.input(screen.getByRole("textbox", { name: label }), { target: { value } });

it("practices with words are listed with what there is of them", async () => {
  show();
  await screen.findByText("1 recording of the whole practice.");
  expect(screen.queryByText("Bells and silence")).toBeNull();
});

it("a cue is taken in for its words, and it is said when it will be heard", async () => {
  show("lake");
  await screen.findByText(/About 6 seconds\. The voice speaks it\./);
  await fireEvent.click(screen.getByRole("button", { name: /Take in.*You can stop here/ }));
  await write("The recording", "/music/arrive.wav");
  await write("Who speaks", "Joan");
  await fireEvent.click(screen.getByRole("button", { name: "Take it in" }));
  const said = await screen.findAllByText(/It is there when Evenkeel starts again/);
  expect(said.some((each) => each.getAttribute("role") === "status")).toBe(true);
  expect(imported).toEqual([
    { practice: "lake", cue: "arrive", file: "/music/arrive.wav", title: "", by: "Joan" },
  ]);
});

it("while a file is listened to the form says so and is not sent twice", async () => {
  let ready: (value: unknown) => void = () => {};
  answer = () => new Promise((resolve) => (ready = resolve));
  show("lake");
  await fireEvent.click(await screen.findByRole("button", { name: "Take in a recording" }));
  await write("The recording", "/music/lake.wav");
  const send = screen.getByRole("button", { name: "Take it in" });
  await fireEvent.click(send);
  await screen.findByText(/Listening to it from beginning to end/);
  await fireEvent.click(send);
  expect(imported).toHaveLength(1);
  ready({ file: "x.flac", seconds: 1380 });
  await screen.findAllByText(/Taken in, 23 minutes long/);
});

it("a refusal stands in the form with its reason, and what was written stays", async () => {
  answer = async () => {
    const happened = "This recording is cut short: it ends in the middle.";
    throw { code: "refused", severity: "notice", happened, next: "Nothing was changed." };
  };
  show("lake");
  await fireEvent.click(await screen.findByRole("button", { name: "Take in a recording" }));
  await fireEvent.click(screen.getByRole("button", { name: "Take it in" }));
  await screen.findByText("Please say where the recording is.");
  await write("The recording", "/music/lake.wav");
  await fireEvent.click(screen.getByRole("button", { name: "Take it in" }));
  await screen.findByText(/cut short/);
  expect(screen.getByDisplayValue("/music/lake.wav")).toBeTruthy();
});

it("a recording is removed only after a question", async () => {
  show("lake");
  await fireEvent.click(await screen.findByRole("button", { name: /^Remove.*Slowly$/ }));
  await screen.findByRole("heading", { name: "Remove “Slowly” by Joan?" });
  await fireEvent.click(screen.getByRole("button", { name: "Remove it" }));
  await waitFor(() => expect(screen.queryByText("Slowly")).toBeNull());
  expect(screen.getAllByText(/It is gone when Evenkeel starts again/).length).toBeGreaterThan(0);
});
