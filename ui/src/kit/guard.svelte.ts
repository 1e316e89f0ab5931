import type { Pointer } from "../api/bindings/Pointer";
import { call } from "../api/call";

/** How long after the last key the words are looked over, milliseconds. */
const AFTER_TYPING = 300;

/**
 * A second look at words that leave the computer. It points at what could lead to a person, and
 * never stands in the way: what it found once can be sent as it stands, and where it cannot look,
 * nothing is held up.
 */
export class Guard {
  /** What was found, in the order of the text. */
  found = $state.raw<readonly Pointer[]>([]);

  /** The words last looked over. */
  #seen = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** Looks once the typing rests. */
  typed(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(text), AFTER_TYPING);
  }

  /**
   * Looks once more before sending. False when it found something that nobody has seen yet: then
   * the next press sends it.
   */
  async passes(text: string): Promise<boolean> {
    clearTimeout(this.#timer);
    if (text === this.#seen) return true;
    const before = this.found.map((pointer) => pointer.text);
    await this.#look(text);
    return this.found.every((pointer) => before.includes(pointer.text));
  }

  /** The words are gone. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#seen = "";
    this.found = [];
  }

  async #look(text: string): Promise<void> {
    const turn = (this.#turn += 1);
    const found = text.trim() === "" ? [] : await call("look_over", { text }).catch(() => []);
    // Words that were changed meanwhile have a look of their own.
    if (turn !== this.#turn) return;
    this.#seen = text;
    this.found = found;
  }
}
