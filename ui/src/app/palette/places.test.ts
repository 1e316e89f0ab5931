import { expect, it } from "vitest";
import type { Start } from "../../api/bindings/Start";
import { fitting, lessons, screens, sits, type Place } from "./places";

const start = (role: string, takes_course = true) =>
  ({ open: { id: "x", name: "Renee", role }, takes_course }) as unknown as Start;
const place = (label: string): Place => ({ id: label, label, go: () => {} });
const labels = (places: Place[]) => places.map((each) => each.label);

it("somebody finds every screen that is theirs, and none that is not", () => {
  expect(labels(screens(start("coach")))).toContain("Supervision");
  expect(labels(screens(start("coach")))).not.toContain("Invitations");
  expect(labels(screens(start("coach", false)))).not.toContain("Supervision");
  expect(labels(screens(start("researcher")))).toContain("Protocol");
  const ids = screens(start("trainer")).map((each) => each.id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("words find what has all of them, what begins with them first", () => {
  const places = [place("Sit: Body scan"), place("Scan of the week"), place("Body of work")];
  expect(labels(fitting(places, "scan"))).toEqual(["Scan of the week", "Sit: Body scan"]);
  expect(labels(fitting(places, " SCAN body"))).toEqual(["Sit: Body scan"]);
  expect(labels(fitting([place("Sesión")], "sesion"))).toEqual(["Sesión"]);
  expect(fitting(places, "")).toHaveLength(3);
});

it("practices of this week come before the others", () => {
  const card = (id: string, this_week: boolean) => ({ id, title: id, this_week }) as never;
  expect(labels(sits([card("walking", false), card("scan", true)]))).toEqual([
    "Sit: scan",
    "Sit: walking",
  ]);
  expect(lessons([{ part: "week-1", title: "Noticing" } as never])[0]?.go).toEqual({
    view: "lesson",
    part: "week-1",
  });
});
