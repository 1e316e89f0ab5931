import type { Trouble } from "./bindings/Trouble";
import { asTrouble, call, type Command, type Input, type Output } from "./call";

/**
 * One command as a screen sees it: what came back, what went wrong, whether it is under way.
 *
 * @example
 * const today = new Ask("today");
 * void today.run({});
 */
export class Ask<K extends Command> {
  /** The last answer; stays in place while a new one is under way. */
  value = $state.raw<Output<K> | null>(null);
  /** Why the last try did not go through. */
  trouble = $state.raw<Trouble | null>(null);
  /** Whether a try is under way. */
  busy = $state(false);

  readonly #name: K;

  constructor(name: K) {
    this.#name = name;
  }

  /** Runs the command. Returns its answer, or null when there was trouble. */
  async run(input: Input<K>): Promise<Output<K> | null> {
    this.busy = true;
    this.trouble = null;
    try {
      this.value = await call(this.#name, input);
      return this.value;
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }
}
