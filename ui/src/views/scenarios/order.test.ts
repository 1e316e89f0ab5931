import { expect, it } from "vitest";
import type { Scenario } from "../../api/bindings/Scenario";
import { at, ordered, shuffled, toldFor, urgent } from "./order";

function scenario(id: string, given: Partial<Scenario> = {}): Scenario {
  const text = { scene: "", might: ["Wait."], notice: "", tell: "", step_back: "" };
  return { id, place: "court", roles: [], title: id, ...text, ...given };
}
const ids = (scenarios: readonly Scenario[]) => scenarios.map((each) => each.id).join(" ");

const DECK = [
  scenario("a", { roles: ["volunteer"] }),
  scenario("b"),
  scenario("c", { roles: ["sober-escort", "sober-companion"], place: "car" }),
  scenario("d", { place: "car" }),
];

it("the reader’s own roles come first, and the rest keeps its order", () => {
  expect(ids(ordered(DECK, ["sober-escort"]))).toBe("c a b d");
  expect(ids(ordered(DECK, []))).toBe("a b c d");
});

it("a place leaves its own scenarios, no place leaves all", () => {
  expect(ids(at(DECK, "car"))).toBe("c d");
  expect(ids(at(DECK, ""))).toBe("a b c d");
});

it("shuffling loses no card and leaves the deck as it was", () => {
  let turn = 0;
  const chance = () => [0.1, 0.9, 0.4][turn++ % 3] ?? 0;
  expect([...shuffled(DECK, chance)].sort((one, other) => one.id.localeCompare(other.id))).toEqual(
    DECK,
  );
  expect(ids(DECK)).toBe("a b c d");
});

it("a scenario that names a number to call waits for no click", () => {
  expect(urgent(scenario("x", { might: ["Call 911 now."] }))).toBe(true);
  expect(urgent(scenario("x", { step_back: "Stay with her and call 988 now." }))).toBe(true);
  expect(urgent(scenario("x", { scene: "Mile 212 of 340. Room 9115." }))).toBe(false);
});

it("roles are named as words in a sentence", () => {
  const roles = [
    { id: "sober-escort", title: "Sober escort" },
    { id: "sober-companion", title: "Sober companion" },
  ];
  expect(toldFor(DECK[2] as Scenario, roles)).toBe("Told for sober escort and sober companion");
  expect(toldFor(DECK[1] as Scenario, roles)).toBe("");
});
