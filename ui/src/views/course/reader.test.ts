import { expect, it } from "vitest";
import type { Variant } from "../../api/bindings/Variant";
import { roleNames, toldFor } from "./reader";

const roles = [
  { id: "escort", title: "Sober escort" },
  { id: "family", title: "Family coach" },
  { id: "phone", title: "Phone or virtual coach" },
];
const variant = (...of: string[]): Variant => ({ roles: of, text: [{ kind: "text", text: of[0] ?? "" }] });
const bench = variant("escort");
const couch = variant("family", "phone");
const sheet = variant("volunteer");

it("a coach reads the version told for their own role, and the others wait", () => {
  expect(toldFor([bench, couch, sheet], ["phone"])).toEqual({ shown: [couch], others: [bench, sheet] });
});

it("somebody with two roles reads both, in the order of the lesson", () => {
  expect(toldFor([bench, couch, sheet], ["volunteer", "escort"]).shown).toEqual([bench, sheet]);
});

it("without a role that fits, the first version stands for all", () => {
  for (const own of [[], ["companion"]]) {
    expect(toldFor([bench, couch], own)).toEqual({ shown: [bench], others: [couch] });
  }
});

it("roles are named in one line, and a role that is gone is not", () => {
  expect(roleNames(["phone", "gone", "escort"], roles)).toBe("Sober escort, phone or virtual coach");
  expect(roleNames([], roles)).toBe("");
});
