import { expect, it } from "vitest";
import { sitKey } from "./keys";

/** What a key means when it is pressed on an element made from this markup. */
function pressed(key: string, markup = "<p></p>", init: KeyboardEventInit = {}, others = true) {
  document.body.innerHTML = markup;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, ...init });
  let meant: ReturnType<typeof sitKey> = null;
  document.body.addEventListener("keydown", (seen) => (meant = sitKey(seen, others)), { once: true });
  (document.body.firstElementChild ?? document.body).dispatchEvent(event);
  return meant;
}

it("each key has its meaning", () => {
  expect([" ", "ArrowLeft", "q", "Q", "Escape", "x"].map((key) => pressed(key))).toEqual([
    "toggle",
    "back",
    "quiet",
    "quiet",
    "brake",
    null,
  ]);
});

it("Space on a button presses that, and the arrow on a slider moves it", () => {
  expect(pressed(" ", "<button></button>")).toBeNull();
  expect(pressed("ArrowLeft", "<button></button>")).toBe("back");
  expect(pressed("ArrowLeft", "<input type='range'>")).toBeNull();
});

it("a key held down or with another key means nothing", () => {
  expect(pressed("ArrowLeft", "<p></p>", { repeat: true })).toBeNull();
  expect(pressed("q", "<p></p>", { ctrlKey: true })).toBeNull();
  expect(pressed("ArrowLeft", "<p></p>", { altKey: true })).toBeNull();
});

it("Esc is the brake wherever the focus is, and with the other keys off", () => {
  expect(pressed("Escape", "<input type='range'>")).toBe("brake");
  expect(pressed("Escape", "<p></p>", {}, false)).toBe("brake");
  expect(pressed("q", "<p></p>", {}, false)).toBeNull();
});
