import { expect, it } from "vitest";
import type { Compared } from "../../api/bindings/Compared";
import type { Flow } from "../../api/bindings/Flow";
import type { ScaleChange } from "../../api/bindings/ScaleChange";
import { byItem, missingWords, outsideWords } from "./quality";
import { changeTable, flowTable, linesTable } from "./tables";

const arm = { in_time: 0, late: 0, in_part: 0, missed: 0, open: 0, not_due: 0, withdrew: 0 };
const step = { parts: [], arms: null };
const flow: Flow = {
  steps: [
    { ...step, id: "assessed", title: "Assessed", people: null, words: "Enter it." },
    {
      ...step,
      id: "excluded",
      title: "Excluded",
      people: 5,
      parts: [{ words: "declined", people: 5 }],
      words: "By hand.",
    },
    { ...step, id: "allocated", title: "In an arm", people: 21, arms: [11, 10], words: "Heard from." },
    { ...step, id: "started", title: "Started", people: 9, arms: [9, null], words: "Came." },
  ],
  notes: [],
  waves: [
    {
      wave: "end",
      wave_title: "At the end",
      arms: [
        { ...arm, arm: "course", in_time: 9, missed: 2 },
        { ...arm, arm: "comparison", in_time: 10 },
      ],
    },
  ],
  calendar: [],
};

it("the table of the flow leaves open what is not known, says where nobody was asked, and has no row where nobody stands", () => {
  const { head, rows } = flowTable(flow);
  expect(rows.every((row) => row.length === head.length)).toBe(true);
  expect(rows).toEqual([
    ["Assessed", "", "", "", "Enter it."],
    ["Excluded", 5, "", "", "By hand."],
    ["Excluded: declined", 5, "", "", ""],
    ["In an arm", 21, 11, 10, "Heard from."],
    ["Started", 9, 9, "not asked", "Came."],
    ["At the end, in time", 19, 9, 10, ""],
    ["At the end, missed", 2, 2, 0, ""],
  ]);
});

it("a person’s change is the later score less the first, without the noise of the last bits", () => {
  const change = {
    from_title: "Before",
    to_title: "After",
    lines: [{ code: "7KQM", arm: "comparison", before: 0.3, after: 0.1, index: null }],
  } as unknown as ScaleChange;
  expect(linesTable(change)).toEqual({
    head: ["Code", "Arm", "Before", "After", "Change"],
    rows: [["7KQM", "Comparison", 0.3, 0.1, -0.2]],
  });
});

it("an item’s missing answers are counted over all waves, against those asked for", () => {
  const item = (number: number, wave: string, asked: number, skipped: number, refused: number) =>
    ({ instrument: "checkin", wave, item: number, asked, skipped, refused, not_asked: 0 });
  const items = [item(2, "t0", 0, 0, 0), item(1, "t0", 1500, 10, 0), item(1, "t1", 500, 20, 10)];
  expect(byItem(items)).toEqual([{ item: 1, percent: 2 }, { item: 2, percent: 0 }]);
  expect(missingWords(items)).toBe(
    "Of 2,000 answers asked for, 30 were skipped and 10 are “rather not say”.",
  );
});

it("every figure is copied with its ends, for each completer rule, and what is refused is left open", () => {
  const by = { id: "x", name: "", source: "" };
  const none = { kind: "refused", by, why: "Too few." } as const;
  const interval = { low: -1, high: 0.5 };
  const all: Compared = {
    n: [9, 8],
    words: "",
    adjusted: none,
    moved: [{ kind: "known", by, value: { n: 9, mean: -0.25, interval, sd: 0.4 } }, none],
    welch: none,
    hedges_g: { kind: "known", by, value: { effect: -0.25, interval } },
    d_ppc2: none,
    reliable: none,
  };
  const change = { all, completers: [{ least_classes: 5, in_force: true, compared: all }] };
  const { head, rows } = changeTable(change as unknown as ScaleChange);
  expect(rows.every((row) => row.length === head.length)).toBe(true);
  expect(rows).toHaveLength(12);
  expect(rows[0]).toEqual(["Adjusted difference", "all who returned", 9, 8, "", "", "", "", "", "", "", ""]);
  expect(rows[1]?.slice(0, 8)).toEqual(["Change, course", "all who returned", 9, "", -0.25, -1, 0.5, 0.4]);
  expect(rows[10]?.slice(0, 7)).toEqual(["Hedges’ g", "at 5 classes or more", 9, 8, -0.25, -1, 0.5]);
});

it("a questionnaire outside its window says on which side of it", () => {
  expect(outsideWords(8)).toBe("8 days after it closed");
  expect(outsideWords(-1)).toBe("1 day before it opened");
});
