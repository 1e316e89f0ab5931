import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { habits, Quiet, STILL_MS } from "./quiet.svelte";

let quiet: Quiet;

beforeEach(() => {
  vi.useFakeTimers();
  habits.quiet = false;
  quiet = new Quiet();
  quiet.stir();
});
afterEach(() => {
  quiet.stop();
  vi.useRealTimers();
});

it("nothing fades unless somebody asked for a quiet screen", () => {
  vi.advanceTimersByTime(10 * STILL_MS);
  expect(quiet.faded).toBe(false);
});

it("a quiet screen fades when nothing has moved for a while, and again after a movement", () => {
  quiet.turn(true);
  vi.advanceTimersByTime(STILL_MS - 1);
  expect(quiet.faded).toBe(false);
  vi.advanceTimersByTime(1);
  expect(quiet.faded).toBe(true);
  quiet.stir();
  expect(quiet.faded).toBe(false);
  vi.advanceTimersByTime(STILL_MS);
  expect(quiet.faded).toBe(true);
});

it("a pointer that did not move is no movement", () => {
  quiet.turn(true);
  quiet.point({ screenX: 3, screenY: 4 });
  vi.advanceTimersByTime(STILL_MS);
  quiet.point({ screenX: 3, screenY: 4 });
  expect(quiet.faded).toBe(true);
  quiet.point({ screenX: 3, screenY: 5 });
  expect(quiet.faded).toBe(false);
});

it("its key fades at once, brings back, and fades again", () => {
  quiet.press();
  expect([quiet.on, quiet.faded]).toEqual([true, true]);
  quiet.press();
  expect([quiet.on, quiet.faded]).toEqual([false, false]);
  quiet.turn(true);
  quiet.press();
  expect([quiet.on, quiet.faded]).toEqual([true, true]);
});

it("a screen that was left fades nothing later", () => {
  quiet.turn(true);
  quiet.stop();
  vi.advanceTimersByTime(STILL_MS);
  expect(quiet.faded).toBe(false);
});
