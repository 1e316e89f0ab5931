import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ClassClock } from "../../api/bindings/ClassClock";
import ClassMode from "./ClassMode.svelte";
import { bellAtEnd } from "./habits.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const BEGAN = "2026-01-15T18:00:00-06:00";
let clock: ClassClock;
let called: string[];

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(BEGAN) });
  called = [];
  clock = {
    part: "week-1",
    title: "A class",
    steps: [
      { minutes: 2, title: "Arriving", began_at: BEGAN },
      { minutes: 5, title: "Inquiry", began_at: null },
    ],
    began_at: BEGAN,
    step: 0,
    ended_at: null,
    now: BEGAN,
  };
  invoke.mockImplementation((_: string, { name }: { name: string }) => {
    called.push(name);
    if (name === "press_clock") {
      const now = new Date().toISOString();
      const [first, next] = clock.steps;
      clock = { ...clock, step: 1, now, steps: [first!, { ...next!, began_at: now }] };
    }
    return Promise.resolve(name.endsWith("clock") ? clock : null);
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  bellAtEnd.on = false;
});

const rung = () => called.filter((name) => name === "ring_bell").length;
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

it("Space rings one bell, and the arrow goes on to the next step", async () => {
  render(ClassMode, { route: { view: "class-mode", part: "week-1" } });
  await pass(1);
  expect(screen.getByRole("heading").textContent).toBe("Arriving");
  await fireEvent.keyDown(document.body, { key: " " });
  await fireEvent.keyDown(document.body, { key: "ArrowRight" });
  await pass(1);
  expect(screen.getByRole("heading").textContent).toBe("Inquiry");
  expect(rung()).toBe(1);
});

it("a step whose time is over is quiet, unless a bell was chosen", async () => {
  render(ClassMode, { route: { view: "class-mode", part: "week-1" } });
  await pass(150);
  expect(screen.getByText("When you are ready.")).toBeTruthy();
  expect(rung()).toBe(0);
});

it("where it was chosen, the bell rings once when the time runs out", async () => {
  bellAtEnd.on = true;
  render(ClassMode, { route: { view: "class-mode", part: "week-1" } });
  await pass(150);
  expect(rung()).toBe(1);
});

it("a class keeps its ledger open while nobody touches a key, for its time and an hour", async () => {
  render(ClassMode, { route: { view: "class-mode", part: "week-1" } });
  await pass(180);
  expect(called.filter((name) => name === "awake").length).toBe(3);
  await pass(3 * 60 * 60);
  expect(called.filter((name) => name === "awake").length).toBeLessThan(70);
});
