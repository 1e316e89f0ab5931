import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";
import type { Analysis as Found } from "../../api/bindings/Analysis";
import Analysis from "./Analysis.svelte";

const call = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke: call }));

const by = { id: "x", name: "A formula", source: "Somebody 1999" };
const none = { kind: "refused", by, why: "This needs two people in each arm." } as const;
const compared = {
  n: [1, 0] as [number, number],
  words: "1 and 0 people have both scores. That is too few to compare arms.",
  adjusted: none,
  moved: [none, none] as [typeof none, typeof none],
  welch: none,
  hedges_g: none,
  d_ppc2: none,
  reliable: none,
};
const found: Found = {
  study: "Steady study",
  as_of: "2026-06-20",
  head: "9f2c",
  participants: 1,
  notes: [],
  flow: {
    steps: [{ id: "allocated", title: "In an arm", people: 1, arms: [1, 0], parts: [], words: "" }],
    notes: [],
    waves: [],
    calendar: [],
  },
  screened: null,
  quality: { items: [], outside: [], quick: [], straight: [], clocks: [], versions: [], protocols: [], gaps: [], corrected: [], rules: [] },
  scales: [
    {
      instrument: "checkin",
      instrument_title: "Check-in",
      validated: false,
      scale: "burnout",
      title: "Worn out",
      about: "",
      lowest: 1,
      highest: 5,
      rule: "mean-5-of-6",
      waves: [],
      changes: [
        { from: "t0", from_title: "Before", to: "t1", to_title: "After", all: compared, completers: [], lines: [] },
      ],
    },
  ],
  family: { comparisons: 0, by, words: "There is nothing to compare yet." },
  formulas: [by],
};

afterEach(cleanup);

it("a figure that cannot be had says why in its place, and nothing is drawn for it", async () => {
  call.mockResolvedValue(found);
  render(Analysis, { route: { view: "analysis", instrument: "checkin", scale: "burnout" } });
  await screen.findByRole("heading", { level: 1, name: "Worn out" });
  expect(screen.getAllByText("This needs two people in each arm.").length).toBeGreaterThan(4);
  expect(screen.queryByText(/95 % interval of the difference/)).toBeNull();
});

it("another scale is read from the same answer, and an unknown one leads back to all figures", async () => {
  call.mockClear();
  call.mockResolvedValue(found);
  const { rerender } = render(Analysis, { route: { view: "analysis" } });
  await screen.findByRole("heading", { level: 1, name: "Figures" });
  await rerender({ route: { view: "analysis", instrument: "checkin", scale: "burnout" } });
  await screen.findByRole("heading", { level: 1, name: "Worn out" });
  await rerender({ route: { view: "analysis", instrument: "checkin", scale: "gone" } });
  await screen.findByRole("heading", { level: 1, name: "Figures" });
  expect(call).toHaveBeenCalledTimes(1);
});

it("what was entered of the time before is counted with the same list of classes", async () => {
  call.mockClear();
  call.mockResolvedValue(found);
  render(Analysis, { route: { view: "analysis" } });
  await fireEvent.input(await screen.findByLabelText("List of classes"), { target: { value: "/lists/classes.csv" } });
  await fireEvent.click(screen.getByText("Count with this list"));
  await fireEvent.click(screen.getByText("Enter these numbers"));
  expect(screen.getAllByText("Please enter a whole number; 0 is one too.")).toHaveLength(4);
  const numbers = { "Assessed for the study": "30", "Did not meet the conditions": "5", Declined: "4", "Not taken in for another reason": "0" };
  for (const [label, value] of Object.entries(numbers)) {
    await fireEvent.input(screen.getByLabelText(label), { target: { value } });
  }
  await fireEvent.click(screen.getByText("Enter these numbers"));
  await screen.findByText("Entered.");
  expect(call).toHaveBeenCalledWith("call", {
    name: "set_screening",
    input: { assessed: 30, not_eligible: 5, declined: 4, other: 0 },
  });
  expect(call).toHaveBeenLastCalledWith("call", { name: "analysis", input: { attendance: "/lists/classes.csv" } });
});

it("a list of classes goes along with the question, and a list that cannot be read leaves the figures", async () => {
  call.mockClear();
  call.mockResolvedValueOnce(found);
  render(Analysis, { route: { view: "analysis" } });
  const field = await screen.findByLabelText("List of classes");
  call.mockRejectedValueOnce({ code: "refused", severity: "notice", happened: "Line 3 cannot be read.", next: "Nothing was taken." });
  await fireEvent.input(field, { target: { value: "/lists/classes.csv" } });
  await fireEvent.click(screen.getByText("Count with this list"));
  await screen.findByText("Line 3 cannot be read.");
  expect(call).toHaveBeenLastCalledWith("call", { name: "analysis", input: { attendance: "/lists/classes.csv" } });
  expect(screen.getByRole("heading", { level: 1, name: "Figures" })).toBeTruthy();
});
