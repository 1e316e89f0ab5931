import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Start } from "../api/bindings/Start";
import { session } from "./session.svelte";
import { watch } from "./watch.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const door = { people: [], open: null, help: { stale: [] } } as unknown as Start;
const here = { ...door, open: { id: "a", name: "Renee" } } as unknown as Start;
let awake = { open: true, locks_in_seconds: 800, unsaved: false };
let stop = () => {};

const moved = () =>
  invoke.mock.calls.filter(([, { name }]) => name === "awake").map(([, { input }]) => input.moved);

beforeEach(async () => {
  vi.useFakeTimers();
  awake = { open: true, locks_in_seconds: 800, unsaved: false };
  invoke.mockReset().mockImplementation((_, { name }) => Promise.resolve(name === "awake" ? awake : door));
  await session.take(here);
  stop = watch.follow();
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it("somebody counts as there only when a key, the pointer or a finger moved", async () => {
  await vi.advanceTimersByTimeAsync(10_000);
  dispatchEvent(new Event("keydown"));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(moved()).toEqual([true, false, true, false]);
});

it("when the core has locked, nobody is here any more", async () => {
  awake = { open: false, locks_in_seconds: 0, unsaved: false };
  await vi.advanceTimersByTimeAsync(10_000);
  expect(session.person).toBeNull();
});

it("it says so in the last minute, and a move is told at once", async () => {
  expect(watch.soon).toBe(false);
  awake = { ...awake, locks_in_seconds: 55 };
  await vi.advanceTimersByTimeAsync(10_000);
  expect(watch.soon).toBe(true);
  awake = { ...awake, locks_in_seconds: 900 };
  dispatchEvent(new Event("pointermove"));
  await vi.advanceTimersByTimeAsync(0);
  expect(watch.soon).toBe(false);
});
