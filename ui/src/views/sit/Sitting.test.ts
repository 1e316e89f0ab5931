import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SitState } from "../../api/bindings/SitState";
import type { Transcript } from "../../api/bindings/Transcript";
import { habits } from "./quiet.svelte";
import Sitting from "./Sitting.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const under: SitState = {
  practice: "body-scan",
  title: "Body scan",
  choices: { minutes: 25, anchor: "hands", posture: "lying", eyes: "open" },
  segment: null,
  total_seconds: 1500,
  open: false,
  elapsed_seconds: 600,
  paused: false,
  audible: true,
  fault: null,
  volume: { voice: 1, bells: 0.8 },
  caption: "Let the hands be heavy.",
  bells: [0, 1485],
  began_at: "2026-03-12T19:27:00-05:00",
  ends_at: "2026-03-12T19:52:00-05:00",
  noted: null,
};

const noDevice: SitState["fault"] = {
  fault: { kind: "no-device" },
  happened: "No speaker found.",
  next: "The words of this practice are here, and each bell shows as a light.",
};

const transcript: Transcript = {
  total_seconds: 1500,
  lines: [
    { seconds: 0, kind: "bell" },
    { seconds: 8, kind: "words", words: "You can stop here for a while." },
    { seconds: 590, kind: "words", words: "Let the hands be heavy." },
  ],
};

let sit: SitState | null;
let names: string[];
let inputs: unknown[];

interface Asked {
  name: string;
  input: unknown;
}

beforeEach(() => {
  sit = { ...under };
  names = [];
  inputs = [];
  Object.assign(habits, { quiet: false, keys: true });
  location.hash = "#/sitting";
  invoke.mockReset().mockImplementation(async (_: string, { name, input }: Asked) => {
    names.push(name);
    if (name !== "sit") inputs.push(input);
    if (name === "transcript") return transcript;
    if (name === "sit_pause" || name === "sit_brake") sit = { ...under, paused: true };
    if (name === "sit_resume") sit = { ...under };
    if (name === "sit_stop") {
      const noted = { measured_seconds: 600, to_the_bell: false, days: 3, days_asked: 6 };
      sit = { ...under, noted };
    }
    return sit;
  });
});
afterEach(cleanup);

function show() {
  render(Sitting, { route: { view: "sitting" } });
}

it("Space holds the sit and goes on", async () => {
  show();
  await screen.findByText("15");
  await fireEvent.keyDown(document.body, { key: " " });
  await screen.findByRole("button", { name: /Go on/ });
  await fireEvent.keyDown(document.body, { key: " " });
  await screen.findByRole("button", { name: /Pause/ });
  expect(names.filter((name) => name !== "sit")).toEqual(["sit_pause", "sit_resume"]);
});

it("Space on a button presses that button alone", async () => {
  show();
  const pause = await screen.findByRole("button", { name: /Pause/ });
  await fireEvent.keyDown(pause, { key: " " });
  expect(names).not.toContain("sit_pause");
});

it("Esc is the brake: the way back shows at once, even when the sound does not answer", async () => {
  show();
  await screen.findByText("15");
  invoke.mockImplementation(() => new Promise(() => {}));
  await fireEvent.keyDown(document.body, { key: "Escape" });
  await screen.findByRole("button", { name: "Stop here" });
  expect(screen.getByText(/Your ten minutes are kept/)).toBeTruthy();
});

it("stopping after the brake notes what was sat", async () => {
  show();
  await screen.findByText("15");
  await fireEvent.keyDown(document.body, { key: "Escape" });
  await fireEvent.click(await screen.findByRole("button", { name: "Stop here" }));
  await screen.findByRole("heading", { name: "10 minutes, noted." });
  expect(screen.getByText("Three of six days this week.")).toBeTruthy();
});

it("going on after the brake leads back to the player", async () => {
  show();
  await screen.findByText("15");
  await fireEvent.keyDown(document.body, { key: "Escape" });
  await fireEvent.click(await screen.findByRole("button", { name: "Go on" }));
  await screen.findByRole("button", { name: /Pause/ });
  expect(names).toContain("sit_resume");
});

it("without a speaker the words and the light carry the sit, and are read out", async () => {
  sit = { ...under, audible: false, fault: noDevice, elapsed_seconds: 1 };
  show();
  await screen.findByText(/No speaker found/);
  expect(document.querySelector(".bell-light")?.classList.contains("lit")).toBe(true);
  expect(screen.getByText("Let the hands be heavy.").getAttribute("aria-live")).toBe("polite");
});

it("a screen reader does not talk over the voice, and says the words where the voice is off", async () => {
  show();
  const words = await screen.findByText("Let the hands be heavy.");
  expect(words.getAttribute("aria-live")).toBe("off");
  sit = { ...under, volume: { voice: 0, bells: 1 } };
  await waitFor(() => expect(words.getAttribute("aria-live")).toBe("polite"));
});

it("a fault that holds the sit leaves Go on, and is told without an alarm", async () => {
  const happened = "The speaker or headphones went away.";
  sit = {
    ...under,
    paused: true,
    fault: { fault: { kind: "device-lost" }, happened, next: "Go on when you are ready." },
  };
  show();
  const told = await screen.findByText(/went away. Go on when/);
  expect(told.getAttribute("role")).toBe("status");
  expect(screen.getByRole("button", { name: /Go on/ })).toBeTruthy();
});

it("the arrow goes back 15 seconds and says so", async () => {
  show();
  await screen.findByText("15");
  await fireEvent.keyDown(document.body, { key: "ArrowLeft" });
  await screen.findByText("15 seconds back.");
  expect(names).toContain("sit_back");
});

it("keys that are turned off do nothing, and Esc is the brake all the same", async () => {
  show();
  await screen.findByText("15");
  await fireEvent.click(screen.getByRole("button", { name: "Keys" }));
  await fireEvent.click(screen.getByRole("checkbox", { name: /Use these keys/ }));
  for (const key of [" ", "ArrowLeft", "q"]) await fireEvent.keyDown(document.body, { key });
  expect(names.every((name) => name === "sit")).toBe(true);
  expect(habits.quiet).toBe(false);
  await fireEvent.keyDown(document.body, { key: "Escape" });
  await screen.findByRole("button", { name: "Stop here" });
});

it("a quiet screen keeps everything for a screen reader, and a movement brings it back", async () => {
  show();
  await screen.findByText("15");
  await fireEvent.keyDown(document.body, { key: "q" });
  await waitFor(() => expect(document.querySelector(".task.quiet")).toBeTruthy());
  expect(screen.getByRole("button", { name: /Pause/ })).toBeTruthy();
  expect(document.querySelector(".quiet [hidden], .quiet [inert]")).toBeNull();
  await fireEvent.pointerMove(window, { screenX: 40, screenY: 7 });
  await waitFor(() => expect(document.querySelector(".task.quiet")).toBeNull());
});

it("a screen that has something to tell does not go quiet", async () => {
  sit = { ...under, audible: false, fault: noDevice };
  show();
  await screen.findByText("15");
  await fireEvent.keyDown(document.body, { key: "q" });
  await screen.findByRole("button", { name: "Quiet screen", pressed: true });
  expect(document.querySelector(".task.quiet")).toBeNull();
});

it("a line of the words leads to its place", async () => {
  show();
  await fireEvent.click(await screen.findByRole("button", { name: "The words" }));
  const line = await screen.findByRole("button", { name: /0:08 You can stop here/ });
  expect(document.querySelector("[aria-current='true']")?.textContent).toContain("Let the hands");
  await fireEvent.click(line);
  await waitFor(() => expect(names).toContain("sit_seek"));
  expect(inputs).toContainEqual({ seconds: 8 });
});

it("a slider is kept when it is let go, and at 0 there is no bell at all", async () => {
  show();
  await fireEvent.click(await screen.findByRole("button", { name: "Volume" }));
  const bells = screen.getByRole("slider", { name: "Bells" });
  await fireEvent.input(bells, { target: { value: "0" } });
  expect(screen.getByText("No bell at all.")).toBeTruthy();
  expect(names).not.toContain("set_volume");
  await fireEvent.change(bells);
  await waitFor(() => expect(inputs).toContainEqual({ voice: 1, bells: 0 }));
});

it("without an end the time gone by shows, and a way to end it without the brake", async () => {
  sit = { ...under, open: true, choices: null, ends_at: null, bells: [10], elapsed_seconds: 735 };
  show();
  await screen.findByText("12");
  screen.getByText("minutes gone by");
  expect(screen.queryByRole("img")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "End here" }));
  await screen.findByRole("heading", { name: "10 minutes, noted." });
});

it("changing something after the brake notes the sit and offers the choices of the practice", async () => {
  show();
  await screen.findByText("15");
  await fireEvent.keyDown(document.body, { key: "Escape" });
  expect(screen.queryByText(/Your hands, and what they touch/)).toBeNull();
  screen.getByText(/Your feet/);
  await fireEvent.click(await screen.findByRole("button", { name: "Change something" }));
  await waitFor(() => expect(location.hash).toBe("#/sit/body-scan"));
  expect(names).toContain("sit_stop");
});

it("without a sit the screen leads to choosing one", async () => {
  sit = null;
  show();
  await waitFor(() => expect(location.hash).toBe("#/sit"));
});

it("leaving the screen does not stop the sit", async () => {
  show();
  await screen.findByText("15");
  cleanup();
  expect(names.every((name) => name === "sit")).toBe(true);
});

it("what goes wrong at the end bell is told, and gone once it is right again", async () => {
  show();
  await screen.findByText("15");
  const works = invoke.getMockImplementation();
  invoke.mockRejectedValue({
    code: "disk-full",
    severity: "alert",
    happened: "The disk is full.",
    next: "Your sit is not noted yet.",
  });
  await screen.findByText("The disk is full.");
  if (works) invoke.mockImplementation(works);
  await waitFor(() => expect(screen.queryByText("The disk is full.")).toBeNull());
});
