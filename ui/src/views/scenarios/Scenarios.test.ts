import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DeckView } from "../../api/bindings/DeckView";
import type { Scenario } from "../../api/bindings/Scenario";
import { router } from "../../app/router.svelte";
import { table } from "./deck.svelte";
import Scenarios from "./Scenarios.svelte";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

function scenario(id: string, given: Partial<Scenario> = {}): Scenario {
  const text = { scene: `${id} happens.`, might: [`Way of ${id}.`], notice: `Notice ${id}.` };
  const rest = { place: "court", roles: [], tell: `Tell ${id}.`, step_back: `Back ${id}.` };
  return { id, title: `Title ${id}`, ...text, ...rest, ...given };
}

const DECK: DeckView = {
  deck: {
    title: "Where it gets tight",
    about: "Moments.",
    places: [
      { id: "court", title: "In court" },
      { id: "car", title: "In the car" },
    ],
    scenarios: [
      scenario("a"),
      scenario("b", { roles: ["sober-escort"], place: "car" }),
      scenario("c", { might: ["Pull over and call 911."] }),
    ],
  },
  roles: [{ id: "sober-escort", title: "Sober escort" }],
  own_roles: ["sober-escort"],
};

beforeEach(() => {
  table.place = "";
  table.everything = false;
  table.order = null;
  invoke.mockReset().mockResolvedValue(DECK);
});
afterEach(cleanup);

async function open(id?: string) {
  render(Scenarios, { route: id ? { view: "scenarios", scenario: id } : { view: "scenarios" } });
  await screen.findByRole("heading", { level: 1 });
}

it("the list begins with the reader’s own role and can be narrowed to a place", async () => {
  await open();
  const titles = () => screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(titles()).toEqual(["#/scenarios/b", "#/scenarios/a", "#/scenarios/c"]);
  expect(screen.getByText(/Told for sober escort/)).toBeTruthy();
  await fireEvent.change(screen.getByLabelText("Where"), { target: { value: "car" } });
  expect(titles()).toEqual(["#/scenarios/b"]);
});

it("a card shows the scene alone, and the rest when somebody asks", async () => {
  await open("a");
  expect(screen.getByText("a happens.")).toBeTruthy();
  expect(screen.queryByText("Way of a.")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "What a coach might do" }));
  expect(document.activeElement?.textContent).toContain("What a coach might do");
  expect(screen.getByText("Way of a.")).toBeTruthy();
  expect(screen.queryByText("Tell a.")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: /Step back/ }));
  expect(screen.getByText("Tell a.")).toBeTruthy();
  expect(screen.getByText("Back a.")).toBeTruthy();
});

it("where somebody is in danger nothing waits for a click", async () => {
  await open("c");
  expect(screen.getByText("Pull over and call 911.")).toBeTruthy();
  expect(screen.getByText("Tell c.")).toBeTruthy();
});

it("everything lies open once somebody wants it so, on the next card too", async () => {
  await open("a");
  await fireEvent.click(screen.getByLabelText("Show everything at once"));
  expect(screen.getByText("Tell a.")).toBeTruthy();
  cleanup();
  await open("b");
  expect(screen.getByText("Tell b.")).toBeTruthy();
});

it("the arrow keys turn the cards, and end where the deck ends", async () => {
  const go = vi.spyOn(router, "go").mockImplementation(() => {});
  await open("a");
  await fireEvent.keyDown(document.body, { key: "ArrowRight" });
  expect(go).toHaveBeenLastCalledWith({ view: "scenarios", scenario: "c" });
  await fireEvent.keyDown(document.body, { key: "ArrowLeft" });
  expect(go).toHaveBeenLastCalledWith({ view: "scenarios", scenario: "b" });
  cleanup();
  go.mockClear();
  await open("c");
  await fireEvent.keyDown(document.body, { key: "ArrowRight" });
  expect(go).not.toHaveBeenCalled();
  go.mockRestore();
});

it("shuffling goes to another card and then through all of them", async () => {
  const go = vi.spyOn(router, "go").mockImplementation(() => {});
  await open("a");
  await fireEvent.click(screen.getByRole("button", { name: "Shuffle" }));
  expect([...(table.order ?? [])].sort()).toEqual(["a", "b", "c"]);
  expect(go).toHaveBeenLastCalledWith({ view: "scenarios", scenario: table.order?.[0] });
  expect(table.order?.[0]).not.toBe("a");
  go.mockRestore();
});
