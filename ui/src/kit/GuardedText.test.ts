import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Pointer } from "../api/bindings/Pointer";
import Please from "../views/hard/Please.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

/** What a look finds; a trouble where it cannot look. */
let found: Pointer[] | "trouble";
let looks: string[];
let sent: string[];

beforeEach(() => {
  vi.useFakeTimers();
  found = [];
  looks = [];
  sent = [];
  invoke.mockImplementation((_: string, call: { name: string; input: Record<string, string> }) => {
    if (call.name === "look_over") {
      looks.push(call.input.text ?? "");
      return found === "trouble" ? Promise.reject(new Error("away")) : Promise.resolve(found);
    }
    sent.push(call.input.note ?? "");
    return Promise.resolve({ hard: [], calls: [], trainer: "Joan", for_study: false, today: "2026-03-12" });
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function draw() {
  render(Please, { trainer: "Joan", calls: [], onasked: () => undefined });
}

async function write(text: string) {
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: text } });
}

async function press() {
  await fireEvent.click(screen.getByRole("button", { name: /Please call me/ }));
  await vi.advanceTimersByTimeAsync(0);
}

it("words are looked over once the typing rests, not at each key", async () => {
  draw();
  await write("Den");
  await vi.advanceTimersByTimeAsync(200);
  await write("Denise");
  await vi.advanceTimersByTimeAsync(299);
  expect(looks).toEqual([]);
  found = [{ kind: "name", text: "Denise" }];
  await vi.advanceTimersByTimeAsync(1);
  expect(looks).toEqual(["Denise"]);
  screen.getByText("“Denise” looks like a name.");
  screen.getByText(/It is sent as it stands if you leave it\./);
  expect(sent).toEqual([]);
});

it("what was pointed out goes out as it stands when somebody sends it", async () => {
  found = [{ kind: "name", text: "Denise" }];
  draw();
  await write("Denise at nine");
  await vi.advanceTimersByTimeAsync(300);
  await press();
  expect(sent).toEqual(["Denise at nine"]);
});

it("what nobody has seen yet is shown before it goes, and the next press sends it", async () => {
  found = [{ kind: "phone", text: "217-555-0142" }];
  draw();
  await write("217-555-0142");
  await press();
  expect(sent).toEqual([]);
  screen.getByText("“217-555-0142” looks like a phone number.");
  await press();
  expect(sent).toEqual(["217-555-0142"]);
});

it("where it cannot look, nothing is held up", async () => {
  found = "trouble";
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  draw();
  await write("Evenings suit me.");
  await press();
  expect(sent).toEqual(["Evenings suit me."]);
});

it("a call without a line goes out at the first press", async () => {
  draw();
  await press();
  expect(sent).toEqual([""]);
  expect(looks).toEqual([]);
});
