import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ClassMark } from "../../api/bindings/ClassMark";
import type { RollLine } from "../../api/bindings/RollLine";
import WhoCame from "./WhoCame.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

let roll: RollLine[];
let sent: ClassMark[][];

beforeEach(() => {
  sent = [];
  roll = ["Ann", "Bea", "Cai"].map((name) => ({ code: name, name, attendance: null }));
  invoke.mockImplementation((_: string, call: { name: string; input: { marks: ClassMark[] } }) => {
    if (call.name === "mark_class") {
      const { marks } = call.input;
      sent.push(marks);
      const mark = (line: RollLine) => marks.find((each) => each.code === line.code) ?? line;
      roll = roll.map((line) => ({ ...line, attendance: mark(line).attendance }));
    }
    return Promise.resolve(roll);
  });
});
afterEach(cleanup);

const came = async (name: string) =>
  within(await screen.findByRole("group", { name })).getByRole("radio", { name: "Came" });

it("a letter marks and goes on to the next, so that a room is noted without the mouse", async () => {
  render(WhoCame, { part: "week-1" });
  (await came("Ann")).focus();
  await fireEvent.keyDown(document.activeElement!, { key: "c" });
  await vi.waitFor(async () => expect(document.activeElement).toBe(await came("Bea")));
  await fireEvent.keyDown(document.activeElement!, { key: "e" });
  await vi.waitFor(async () => expect(document.activeElement).toBe(await came("Cai")));
  expect(sent).toEqual([
    [{ code: "Ann", attendance: "came" }],
    [{ code: "Bea", attendance: "excused" }],
  ]);
});

it("everybody without a mark came, in one go, and that can be taken back", async () => {
  roll[1]!.attendance = "away";
  render(WhoCame, { part: "week-1" });
  await fireEvent.click(await screen.findByRole("button", { name: /^Everyone without a mark/ }));
  await screen.findByText(/Two noted as came\.\s+Everyone is noted\./);
  await fireEvent.click(screen.getByRole("button", { name: "Take the last one back" }));
  await screen.findByText("Two of three without a mark.");
  expect(sent[1]).toEqual([
    { code: "Ann", attendance: null },
    { code: "Cai", attendance: null },
  ]);
});
