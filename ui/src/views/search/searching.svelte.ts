import type { Found } from "../../api/bindings/Found";
import type { Trouble } from "../../api/bindings/Trouble";
import { asTrouble, call } from "../../api/call";

/** How long the keys have to rest before words are looked for, milliseconds. */
export const REST = 120;

/** Looking for words while they are typed. */
export class Searching {
  /** What stands in the field. */
  words = $state("");
  /** What was found last; stays while the next is looked for. Null before anything was. */
  found = $state.raw<Found[] | null>(null);
  trouble = $state.raw<Trouble | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The look that waits for the keys to rest. */
  #waiting: (() => Promise<void>) | null = null;
  /** Which look is the latest, so that a late answer to an earlier one is let go. */
  #look = 0;

  /** Takes new words, and looks for them once the keys rest. */
  type(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#look += 1;
    this.#waiting = null;
    if (!words.trim()) {
      this.found = null;
      this.trouble = null;
      return;
    }
    const look = this.#look;
    this.#waiting = () => this.#find(look);
    this.#timer = setTimeout(() => void this.settle(), REST);
  }

  /** Looks at once, if there are words that nobody has looked for yet. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    const find = this.#waiting;
    this.#waiting = null;
    await find?.();
  }

  async #find(look: number): Promise<void> {
    try {
      const found = await call("search", { words: this.words });
      if (look !== this.#look) return;
      this.found = found;
      this.trouble = null;
    } catch (thrown) {
      if (look === this.#look) this.trouble = asTrouble(thrown);
    }
  }
}
