import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { OwnSitCard } from "../../api/bindings/OwnSitCard";
import type { PracticeCard } from "../../api/bindings/PracticeCard";
import { TIMER } from "./own";
import OwnSit from "./OwnSit.svelte";
import Sit from "./Sit.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const breath: PracticeCard = {
  id: "sitting-breath",
  title: "Sitting with the breath",
  about: "You stay with one place.",
  caution: "",
  lengths: [10, 20],
  shortest_minutes: 10,
  longest_minutes: 30,
  anchors: ["breath", "hands"],
  postures: ["chair", "lying"],
  eyes: ["open", "closed"],
  this_week: true,
  silent: false,
  recordings: [{ id: "r-1", title: "Slowly", by: "Joan", seconds: 1380 }],
  choices: { minutes: 20, anchor: "hands", posture: "chair", eyes: "open" },
};

const silence: PracticeCard = {
  ...breath,
  id: "silence",
  title: "Bells and silence",
  this_week: false,
  silent: true,
  recordings: [],
};

const timer: OwnSitCard = {
  sit: { ...TIMER, id: "timer-20", title: "Twenty minutes of silence" },
  lines: ["Silence, 20 minutes"],
  minutes: 20,
  shipped: true,
  kept: false,
  trouble: null,
};

const mix: OwnSitCard = {
  sit: {
    ...timer.sit,
    id: "mix",
    title: "Sit and walk",
    segments: [
      ...TIMER.segments,
      { title: "Walking", minutes: 15, practice: "walking", voice: false, choices: null, every: null, at: [] },
    ],
  },
  lines: ["Silence, 20 minutes", "Walking, 15 minutes"],
  minutes: 35,
  shipped: false,
  kept: true,
  trouble: null,
};

const river: OwnSitCard = {
  ...timer,
  sit: { ...timer.sit, id: "river", title: "Lunch break" },
  trouble: "“River” asks for a practice that is not in this course.",
};

/** Every command but the looks, with its input. */
let asked: [string, unknown][];
let refused: boolean;

beforeEach(() => {
  asked = [];
  refused = false;
  location.hash = "#/sit";
  const answers: Record<string, unknown> = {
    sit: null,
    practices: [breath, silence],
    own_sits: [timer, mix, river],
    transcript: { total_seconds: 1200, lines: [{ seconds: 8, kind: "words", words: "You can stop." }] },
    sit_start: {},
    own_sit_start: {},
    keep_own_sit: [timer, mix],
    remove_own_sit: [timer],
  };
  invoke.mockReset().mockImplementation(async (_: string, { name, input }: { name: string; input: unknown }) => {
    if (!["sit", "practices", "own_sits"].includes(name)) asked.push([name, input]);
    if (name === "keep_own_sit" && refused) {
      const happened = "Please give this sit a name, of 80 letters at most.";
      throw { code: "refused", severity: "notice", happened, next: "Nothing was lost." };
    }
    return answers[name];
  });
});
afterEach(cleanup);

const choose = (practice?: string) => render(Sit, { route: { view: "sit", practice } });
const form = (sit?: string) => render(OwnSit, { route: { view: "own-sit", sit } });

it("silence asks for a length and nothing else, and its choices go as they came", async () => {
  choose("silence");
  await screen.findByRole("group", { name: "Length" });
  for (const name of ["Anchor", "Posture", "Eyes", "Who speaks"]) {
    expect(screen.queryByRole("group", { name }), name).toBeNull();
  }
  expect(screen.queryByText("Read the words")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Begin 20 minutes" }));
  expect(asked).toEqual([["sit_start", { practice: "silence", choices: silence.choices }]]);
});

it("a trainer’s recording brings its own length, anchor and posture, and its id is sent", async () => {
  choose("sitting-breath");
  await fireEvent.click(await screen.findByRole("radio", { name: "“Slowly”, Joan, 23 minutes" }));
  for (const name of ["Length", "Anchor", "Posture", "Eyes"]) {
    expect(screen.queryByRole("group", { name }), name).toBeNull();
  }
  await fireEvent.click(screen.getByRole("button", { name: "Begin 23 minutes" }));
  expect(asked.at(-1)).toEqual([
    "sit_start",
    { practice: "sitting-breath", choices: { ...breath.choices, recording: "r-1" } },
  ]);
});

it("the voice is what is chosen until somebody chooses another", async () => {
  choose("sitting-breath");
  const voice = await screen.findByRole<HTMLInputElement>("radio", { name: "The voice" });
  expect(voice.checked).toBe(true);
  await fireEvent.click(screen.getByRole("radio", { name: /Slowly/ }));
  await fireEvent.click(voice);
  await fireEvent.click(screen.getByRole("button", { name: "Begin 20 minutes" }));
  expect(asked.at(-1)?.[1]).not.toHaveProperty("choices.recording", "r-1");
});

it("the words are fetched when somebody asks for them, for what is chosen", async () => {
  choose("sitting-breath");
  await screen.findByText("Read the words");
  expect(asked).toEqual([]);
  const details = document.querySelector("details");
  if (details) details.open = true;
  await fireEvent(details as Element, new Event("toggle"));
  await screen.findByText("You can stop.");
  await fireEvent.click(screen.getByRole("radio", { name: "10 min" }));
  await waitFor(() => expect(asked.at(-1)?.[1]).toMatchObject({ choices: { minutes: 10 } }));
});

it("a sit put together begins with one press, from its first part", async () => {
  choose();
  await fireEvent.click(await screen.findByRole("button", { name: /^Begin.*Sit and walk$/ }));
  expect(asked).toEqual([["own_sit_start", { sit: mix.sit, from: 0 }]]);
  expect(location.hash).toBe("#/sitting");
});

it("who comes later begins at a later part", async () => {
  choose();
  await fireEvent.click(await screen.findByText("Walking, 15 minutes"));
  expect(asked).toEqual([["own_sit_start", { sit: mix.sit, from: 1 }]]);
});

it("what cannot be sat says why, and can still be changed", async () => {
  choose();
  await screen.findByText(river.trouble ?? "");
  const begin = screen.getByRole<HTMLButtonElement>("button", { name: /^Begin.*Lunch break$/ });
  expect(begin.disabled).toBe(true);
  expect(screen.getByRole("link", { name: /^Change.*Lunch break$/ })).toBeTruthy();
});

it("a new sit is kept without an id, and a refusal stands at the form", async () => {
  form();
  refused = true;
  await fireEvent.click(await screen.findByRole("button", { name: "Keep it" }));
  await screen.findByText(/Please give this sit a name/);
  refused = false;
  await fireEvent.input(screen.getByRole("textbox", { name: "Name" }), { target: { value: "Evening" } });
  await fireEvent.click(screen.getByRole("button", { name: "Keep it" }));
  await waitFor(() => expect(location.hash).toBe("#/sit"));
  expect(asked.at(-1)).toEqual(["keep_own_sit", { ...TIMER, title: "Evening" }]);
});

it("a length that cannot be read is said at its field, and nothing is sent", async () => {
  form("mix");
  const walking = await screen.findByText("2. Walking, 15 minutes");
  await fireEvent.click(walking);
  const minutes = screen.getAllByRole("textbox", { name: "Minutes", hidden: true }).at(-1);
  await fireEvent.input(minutes as Element, { target: { value: "a while" } });
  await fireEvent.click(screen.getByRole("button", { name: "Keep it" }));
  await screen.findByText("Please write whole minutes in figures.");
  expect(asked).toEqual([]);
});

it("a sit can begin without being kept", async () => {
  form();
  await fireEvent.click(await screen.findByRole("checkbox", { name: /Open end/ }));
  await screen.findByText(/It goes on until you end it\.$/, { selector: "[role=status]" });
  await fireEvent.click(screen.getByRole("button", { name: "Begin now, without keeping" }));
  await waitFor(() => expect(location.hash).toBe("#/sitting"));
  const [segment] = TIMER.segments;
  const sit = { ...TIMER, segments: [{ ...segment, minutes: null }] };
  expect(asked).toEqual([["own_sit_start", { sit, from: 0 }]]);
});

it("only what was kept can be removed, and the course’s own comes back by that name", async () => {
  form("timer-20");
  await screen.findByRole("button", { name: "Keep it" });
  expect(screen.queryByRole("button", { name: /Remove|Bring back/ })).toBeNull();
  cleanup();
  form("mix");
  await fireEvent.click(await screen.findByRole("button", { name: "Remove" }));
  await waitFor(() => expect(asked).toEqual([["remove_own_sit", { id: "mix" }]]));
});
