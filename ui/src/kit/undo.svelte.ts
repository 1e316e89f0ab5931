import { asTrouble } from "../api/call";
import type { Trouble } from "../api/bindings/Trouble";
import { m } from "../paraglide/messages.js";

/** What was done last, and how it is taken back. */
interface Done {
  words: string;
  /** Takes it back; false when that did not go through and the screen says why, or a trouble is
   * thrown. None once it is taken back. */
  back: (() => Promise<boolean>) | null;
}

/**
 * In place of a question beforehand: what was done is said at the foot of the page, and can be
 * taken back until something else is done or the screen is left. There is no time limit.
 */
class Undo {
  done = $state.raw<Done | null>(null);
  /** Why it could not be taken back. */
  trouble = $state.raw<Trouble | null>(null);
  busy = $state(false);

  /** Something was done that can be taken back. */
  offer(words: string, back: () => Promise<boolean>): void {
    this.trouble = null;
    this.done = { words, back };
  }

  /** There is nothing to take back any more. */
  clear(): void {
    this.trouble = null;
    this.done = null;
  }

  /** Takes back what was done last. */
  async take(): Promise<void> {
    const done = this.done;
    if (!done?.back || this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      const went = await done.back();
      if (went && this.done === done) this.done = { words: m.kit_undone(), back: null };
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
    } finally {
      this.busy = false;
    }
  }
}

export const undo = new Undo();
