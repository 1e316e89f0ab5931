import type { Answer } from "../../api/bindings/Answer";
import type { RunnerItem } from "../../api/bindings/RunnerItem";
import { same } from "./runner";

/** Keeps an answer; false when that did not work. */
export type Keep = (
  number: number,
  answer: Answer,
  ms: number,
  words?: string,
) => Promise<boolean>;

/** The answers of the questions that show, and the time each took. */
export class Giving {
  #answers = $state.raw<Readonly<Record<number, Answer | null>>>({});
  readonly #keep: Keep;
  // From showing a question to its answer; a further answer counts from the one before it.
  #since = performance.now();

  constructor(items: readonly RunnerItem[], keep: Keep) {
    this.#answers = Object.fromEntries(items.map((item) => [item.number, item.answer]));
    this.#keep = keep;
  }

  /** What is chosen now. */
  of(number: number): Answer | null {
    return this.#answers[number] ?? null;
  }

  /** Gives an answer. It shows at once; what could not be kept must not look kept. */
  async give(number: number, given: Answer, words?: string): Promise<boolean> {
    const before = this.of(number);
    if (same(before, given) && words === undefined) return true;
    this.#answers = { ...this.#answers, [number]: given };
    const now = performance.now();
    const ms = Math.round(now - this.#since);
    this.#since = now;
    const kept = await this.#keep(number, given, ms, words);
    if (!kept && same(this.of(number), given)) {
      this.#answers = { ...this.#answers, [number]: before };
    }
    return kept;
  }
}
