import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Cohort } from "../../api/bindings/Cohort";
import type { PlanDates } from "../../api/bindings/PlanDates";
import Moving from "./Moving.svelte";
import SetUp from "./SetUp.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const PLAIN = {
  classes: [
    { week: 1, day: "2026-01-15" },
    { week: 2, day: "2026-01-22" },
    { week: 3, day: "2026-01-29" },
  ],
  breaks: [] as string[],
  ends_on: "2026-02-04",
};
const MOVED = {
  classes: [...PLAIN.classes.slice(0, 2), { week: 3, day: "2026-02-05" }],
  breaks: ["2026-01-29"],
  ends_on: "2026-02-11",
};
const COHORT: Cohort = {
  id: "c",
  name: "Thursday cohort",
  starts_on: "2026-01-15",
  ends_on: "2026-02-04",
  weeks: 3,
  breaks: [],
  mailbox: "/media/share",
  study: null,
};

let sent: { name: string; input: unknown }[];

beforeEach(() => {
  sent = [];
  invoke.mockImplementation((_: string, { name, input }: { name: string; input: unknown }) => {
    sent.push({ name, input });
    if (name !== "course_dates") return Promise.resolve({ cohort: COHORT, coaches: [] });
    const { starts_on, breaks } = input as PlanDates;
    if (starts_on !== "2026-01-15" && breaks.length > 0) {
      const happened = "It begins on a class day.";
      return Promise.reject({ code: "refused", severity: "notice", happened, next: "" });
    }
    return Promise.resolve(breaks.length > 0 ? MOVED : PLAIN);
  });
});
afterEach(cleanup);

/** A button by its words and the day behind them; hidden too, for what is folded away. */
const button = (words: string, day: string) =>
  screen.findByRole("button", { name: new RegExp(`^${words}.*${day}$`), hidden: true });
const leaveOut = (day: string) => button("Leave this week out", day);
const putBack = (day: string) => button("Put the class back", day);

it("a week left out moves the end, and put back it moves back", async () => {
  render(SetUp, { today: "2026-01-10", oncreated: () => undefined });
  await screen.findByText("The dates appear here once class 1 has a day.");
  await fireEvent.input(screen.getByLabelText("Day of class 1"), { target: { value: "2026-01-15" } });
  await screen.findByText("Class 3 is on Thursday, January 29. The course ends on February 4, 2026.");
  expect(screen.queryByRole("button", { name: /Thursday, January 15/ })).toBeNull();
  await fireEvent.click(await leaveOut("Thursday, January 29"));
  await screen.findByText("Class 3 is on Thursday, February 5. The course ends on February 11, 2026.");
  await fireEvent.click(await putBack("Thursday, January 29"));
  await screen.findByText("Class 3 is on Thursday, January 29. The course ends on February 4, 2026.");
});

it("what is set up carries the weeks left out", async () => {
  render(SetUp, { today: "2026-01-10", oncreated: () => undefined });
  await fireEvent.input(screen.getByLabelText("Name of the cohort"), { target: { value: "Th" } });
  await fireEvent.input(screen.getByLabelText("Day of class 1"), { target: { value: "2026-01-15" } });
  await fireEvent.input(screen.getByLabelText("Mailbox"), { target: { value: "/m" } });
  await fireEvent.click(await leaveOut("Thursday, January 29"));
  await putBack("Thursday, January 29");
  await fireEvent.click(screen.getByRole("button", { name: "Set up the cohort" }));
  expect(sent.at(-1)).toMatchObject({
    name: "create_cohort",
    input: { starts_on: "2026-01-15", breaks: ["2026-01-29"] },
  });
});

it("another class 1 drops the weeks that no longer fall on a class day", async () => {
  render(SetUp, { today: "2026-01-10", oncreated: () => undefined });
  const day = screen.getByLabelText("Day of class 1");
  await fireEvent.input(day, { target: { value: "2026-01-15" } });
  await fireEvent.click(await leaveOut("Thursday, January 29"));
  await putBack("Thursday, January 29");
  await fireEvent.input(day, { target: { value: "2026-01-16" } });
  await screen.findByText(/ends on February 4, 2026/);
  expect(sent.slice(-2).map((each) => (each.input as PlanDates).breaks.length)).toEqual([1, 0]);
  expect(screen.queryByText("It begins on a class day.")).toBeNull();
});

it("later dates are kept only when asked to, and whom they do not reach is said", async () => {
  const moved = vi.fn();
  render(Moving, { cohort: COHORT, onmoved: moved });
  screen.getByText(
    "Coaches who joined before keep their old dates until they open a new invitation.",
  );
  const keep = screen.getByText("Keep these dates");
  await fireEvent.click(keep);
  await fireEvent.click(await leaveOut("Thursday, January 29"));
  await screen.findByText("Not kept yet.");
  expect(moved).not.toHaveBeenCalled();
  await fireEvent.click(keep);
  expect(sent.at(-1)).toEqual({ name: "set_breaks", input: { breaks: ["2026-01-29"] } });
  await vi.waitFor(() => expect(moved).toHaveBeenCalledOnce());
});
