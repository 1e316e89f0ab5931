/** How the window looks to this person: light or dark, and the size of text. Kept by the window. */

import { m } from "../paraglide/messages.js";

export const TEXT_SIZES = [
  { value: "usual", label: m.app_text_usual() },
  { value: "large", label: m.app_text_large() },
  { value: "larger", label: m.app_text_larger() },
  { value: "largest", label: m.app_text_largest() },
] as const;

export type TextSize = (typeof TEXT_SIZES)[number]["value"];

class Looks {
  text = $state<TextSize>("usual");
  /** Whether questionnaires ask one question at a time, also where there is room for more. */
  single = $state(false);

  /** Puts what was kept onto the page. Called once, before anything is drawn. */
  restore(): void {
    const theme = read("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    const text = TEXT_SIZES.find((size) => size.value === read("text"));
    if (text) this.setText(text.value);
    this.single = read("questions") === "single";
  }

  /** The other of light and dark, whichever shows now. */
  toggleTheme(): void {
    const system = matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light";
    const theme = (document.documentElement.dataset.theme ?? system) === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    keep("theme", theme);
  }

  setSingle(single: boolean): void {
    this.single = single;
    keep("questions", single ? "single" : "together");
  }

  setText(size: TextSize): void {
    this.text = size;
    if (size === "usual") delete document.documentElement.dataset.text;
    else document.documentElement.dataset.text = size;
    reflow();
    keep("text", size);
  }
}

export const looks = new Looks();

/**
 * Container queries in rem keep their old answer when the root's text size changes; letting the
 * container go and come back makes the engine ask again.
 */
function reflow(): void {
  document.body.style.containerType = "normal";
  void document.body.offsetWidth;
  document.body.style.containerType = "";
}

// A window without storage still works; it only forgets.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // nothing to do: see above
  }
}
