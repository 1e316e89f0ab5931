import { expect, it } from "vitest";
import { opens } from "./keys";

function press(key: string, more: Partial<KeyboardEventInit> = {}, on = document.body): KeyboardEvent {
  let seen: KeyboardEvent | undefined;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, ...more });
  on.addEventListener("keydown", (each) => (seen = each), { once: true });
  on.dispatchEvent(event);
  return seen ?? event;
}

it("ctrl or command with K opens the palette, also while somebody writes", () => {
  expect(opens(press("k", { ctrlKey: true }))).toBe("palette");
  expect(opens(press("K", { metaKey: true }))).toBe("palette");
  const field = document.body.appendChild(document.createElement("input"));
  expect(opens(press("k", { ctrlKey: true }, field))).toBe("palette");
  expect(opens(press("k"))).toBeNull();
  expect(opens(press("k", { ctrlKey: true, shiftKey: true }))).toBeNull();
});

it("a question mark shows the keys, and in a field it is a question mark", () => {
  expect(opens(press("?"))).toBe("keys");
  const field = document.body.appendChild(document.createElement("textarea"));
  expect(opens(press("?", {}, field))).toBeNull();
});
