import { expect, it } from "vitest";
import type { BoardRow } from "../../api/bindings/BoardRow";
import { tabbed } from "../../kit/table";
import { asTable, type Filter, inSight, moved, shown, type Sort, worthOf } from "./rows";
import { coach, sheet, signal, view, week } from "./made";

function order(coaches: BoardRow[], sort: Sort, filter: Filter = "all", search = "") {
  const signals = [signal("Ben"), signal("Ada", { kind: "done", on: "2026-01-24" })];
  const all = view(coaches, signals);
  return shown(all, worthOf(signals), { filter, search, sort }).map(({ name }) => name);
}

it("names stand as people order them, and turn around", () => {
  const coaches = [coach("ben"), coach("Émile"), coach("Ada"), coach("Frida 10"), coach("Frida 9")];
  const up = ["Ada", "ben", "Émile", "Frida 9", "Frida 10"];
  expect(order(coaches, { key: "name", up: true })).toEqual(up);
  expect(order(coaches, { key: "name", up: false })).toEqual(up.toReversed());
});

it("what is not known stands last whichever way a column is sorted", () => {
  const coaches = [
    coach("Ada", { last_heard: null }),
    coach("Ben", { last_heard: "2026-01-24" }),
    coach("Cy", { last_heard: "2026-01-10" }),
  ];
  expect(order(coaches, { key: "heard", up: true })).toEqual(["Cy", "Ben", "Ada"]);
  expect(order(coaches, { key: "heard", up: false })).toEqual(["Ben", "Cy", "Ada"]);
});

it("equals stand by name also when the most come first", () => {
  const coaches = [coach("Cy"), coach("Ben"), coach("Ada", { measured_minutes: 5 })];
  expect(order(coaches, { key: "measured", up: false })).toEqual(["Ben", "Cy", "Ada"]);
});

it("a week sorts by its days, and the comparison arm has none to sort by", () => {
  const coaches = [
    coach("Ada", { arm: "comparison", weeks: [week(1, 0)] }),
    coach("Ben", { weeks: [week(1, 0)] }),
    coach("Cy", { weeks: [week(1, 5)] }),
  ];
  expect(order(coaches, { key: 1, up: true })).toEqual(["Ben", "Cy", "Ada"]);
});

it("filters keep who they say and leave out who has left", () => {
  const left = { withdrew: { day: "2026-01-20", keep: true }, last_heard: "2026-01-01" };
  const coaches = [
    coach("Ada", { questionnaires: [sheet("late")] }),
    coach("Ben", { last_heard: "2026-01-18", questionnaires: [sheet("returned")] }),
    coach("Cy", { last_heard: "2026-01-19", arm: "comparison" }),
    coach("Dee", { last_heard: null, joined: false, questionnaires: [sheet("not-due")] }),
    coach("Eve", left),
  ];
  const by = (filter: Filter) => order(coaches, { key: "name", up: true }, filter);
  expect(by("worth")).toEqual(["Ben"]);
  expect(by("not-returned")).toEqual(["Ada"]);
  expect(by("not-heard")).toEqual(["Ben", "Dee"]);
  expect(by("comparison")).toEqual(["Cy"]);
});

it("a search finds names and codes in any case", () => {
  const coaches = [coach("Ada Okafor"), coach("Ben", { code: "7KQ-M2" })];
  const find = (words: string) => order(coaches, { key: "name", up: true }, "all", words);
  expect(find(" okA ")).toEqual(["Ada Okafor"]);
  expect(find("7kq")).toEqual(["Ben"]);
});

it("the rows drawn cover what is in sight from the first to the last, and few others", () => {
  const rowHeight = 40;
  for (const top of [-10, 0, 39, 40, 5000, 199_500, 400_000]) {
    const { first, end } = inSight(5000, { top, height: 600, rowHeight });
    const clamped = Math.min(Math.max(0, top), 5000 * rowHeight - 600);
    expect(first * rowHeight).toBeLessThanOrEqual(clamped);
    expect(end * rowHeight).toBeGreaterThanOrEqual(clamped + 600);
    expect(end - first).toBeLessThan(40);
    expect(end).toBeGreaterThan(first);
  }
  expect(inSight(0, { top: 0, height: 600, rowHeight })).toEqual({ first: 0, end: 0 });
});

it("arrow keys stay within the rows", () => {
  expect(moved("ArrowUp", 0, 10, 5)).toBe(0);
  expect(moved("ArrowDown", 9, 10, 5)).toBe(9);
  expect(moved("PageDown", 7, 10, 5)).toBe(9);
  expect(moved("End", 0, 10, 5)).toBe(9);
  expect(moved("Enter", 3, 10, 5)).toBeNull();
  expect(moved("ArrowDown", 0, 0, 5)).toBeNull();
});

it("the copied table has every week, says what is not known as nothing, and starts no formula", () => {
  const signals = [signal("=cmd()")];
  const coaches = [
    coach("=cmd()", { questionnaires: [sheet("open")] }),
    coach("Zoe", { arm: "comparison" }),
  ];
  const all = view(coaches, signals);
  const lines = tabbed(asTable(all, coaches, worthOf(signals))).split("\n");
  expect(lines).toHaveLength(3);
  const [head = "", first = "", second = ""] = lines;
  expect(head).toContain("Week 1 days\tWeek 1 days asked");
  expect(head).toContain("Before the course");
  expect(first.startsWith("'=cmd()\t")).toBe(true);
  expect(first).toContain("\t2\t6\t60\t0\t");
  expect(first).toContain("No practice for 8 days.");
  expect(second).not.toContain("\t2\t6\t");
  const widths = lines.map((line) => line.split("\t").length);
  expect(new Set(widths).size).toBe(1);
});
