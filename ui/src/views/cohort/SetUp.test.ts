import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CreateCohort } from "../../api/bindings/CreateCohort";
import SetUp from "./SetUp.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

let created: CreateCohort[];

beforeEach(() => {
  created = [];
  invoke.mockReset().mockImplementation(async (_: string, asked: { name: string; input: never }) => {
    if (asked.name === "create_cohort") created.push(asked.input);
    return null;
  });
});
afterEach(cleanup);

const write = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

async function submit(mailbox: string, study: string) {
  render(SetUp, { today: "2026-02-10", oncreated: () => {} });
  await write("Name of the cohort", "Thursday cohort");
  await write("Day of class 1", "2026-02-26");
  await write("Study file, if the cohort is part of a study", study);
  await write("Mailbox", mailbox);
  await fireEvent.click(screen.getByRole("button", { name: "Set up the cohort" }));
}

it("a cohort of a study need not name a mailbox", async () => {
  await submit("", "/studies/calm.evenkeel-study");
  await waitFor(() => expect(created).toHaveLength(1));
  expect(created[0]).toMatchObject({ mailbox: "", study_file: "/studies/calm.evenkeel-study" });
});

it("a cohort of its own needs one, and the focus says where", async () => {
  await submit(" ", "");
  await screen.findByText(/choose a folder, or type the address/);
  expect(document.activeElement).toBe(screen.getByLabelText("Mailbox"));
  expect(created).toEqual([]);
});

it("an address is taken in place of a folder, and a slip in it is not", async () => {
  await submit("htps://cloud.example/box", "");
  await screen.findByText(/An address begins with https/);
  await write("Mailbox", " https://cloud.example/box ");
  await fireEvent.click(screen.getByRole("button", { name: "Set up the cohort" }));
  await waitFor(() => expect(created).toHaveLength(1));
  expect(created[0]).toMatchObject({ mailbox: "https://cloud.example/box", study_file: null });
});
