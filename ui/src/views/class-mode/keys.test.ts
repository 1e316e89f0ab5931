import { expect, it } from "vitest";
import { modeKey } from "./keys";

const press = (key: string, on: Element = document.body) => {
  let meant: ReturnType<typeof modeKey> = null;
  const hear = (event: Event) => (meant = modeKey(event as KeyboardEvent));
  on.addEventListener("keydown", hear, { once: true });
  on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  return meant;
};

it("the arrows and a remote control lead through the class", () => {
  expect(["ArrowRight", "PageDown", "ArrowLeft", "PageUp"].map((key) => press(key))).toEqual([
    "next",
    "next",
    "back",
    "back",
  ]);
});

it("Space rings, but on a button it presses that; Esc leaves", () => {
  expect([press(" "), press("Escape")]).toEqual(["bell", "leave"]);
  const button = document.body.appendChild(document.createElement("button"));
  expect(press(" ", button)).toBeNull();
});
