import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SitState } from "../../api/bindings/SitState";
import Sitting from "./Sitting.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const under: SitState = {
  practice: "body-scan",
  title: "Body scan",
  choices: { minutes: 25, anchor: "hands", posture: "lying", eyes: "open" },
  total_seconds: 1500,
  elapsed_seconds: 600,
  paused: false,
  audible: true,
  caption: "Let the hands be heavy.",
  bells: [0, 1485],
  began_at: "2026-03-12T19:27:00-05:00",
  ends_at: "2026-03-12T19:52:00-05:00",
  noted: null,
};

let sit: SitState | null;
let names: string[];

beforeEach(() => {
  sit = { ...under };
  names = [];
  location.hash = "#/sitting";
  invoke.mockReset().mockImplementation(async (_: string, { name }: { name: string }) => {
    names.push(name);
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

it("without a speaker the words and the light carry the sit", async () => {
  sit = { ...under, audible: false, elapsed_seconds: 1 };
  show();
  await screen.findByText(/No speaker found/);
  expect(document.querySelector(".bell-light")?.classList.contains("lit")).toBe(true);
  expect(screen.getByText("Let the hands be heavy.")).toBeTruthy();
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
