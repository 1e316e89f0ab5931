import type { HelpView } from "../api/bindings/HelpView";
import type { Person } from "../api/bindings/Person";
import type { Start } from "../api/bindings/Start";
import type { Trouble } from "../api/bindings/Trouble";
import { asTrouble, call } from "../api/call";
import { getLocale } from "../paraglide/runtime.js";
import { router } from "./router.svelte";

/** Who is here. Every command that opens or closes a ledger answers with a new {@link Start}. */
class Session {
  /** The door as last heard; null before the first answer. */
  start = $state.raw<Start | null>(null);
  /** Where to turn, with the open person's supervisor. */
  help = $state.raw<HelpView | null>(null);
  /** Why the door could not be read, or the ledger not be closed. */
  trouble = $state.raw<Trouble | null>(null);

  /** Whose ledger is open. */
  get person(): Person | null {
    return this.start?.open ?? null;
  }

  /** Reads the door. */
  async load(): Promise<void> {
    // What has no words in this language stays in the first one, and says so.
    await call("set_language", { language: getLocale() }).catch(asTrouble);
    await this.#from(() => call("start", {}));
  }

  /** Closes the open ledger. Whoever comes next begins at their own first screen. */
  async lock(): Promise<void> {
    await this.#from(() => call("lock", {}));
    if (!this.person) router.clear();
  }

  /** The core has locked: nothing of what was open stays on the screen. */
  async locked(): Promise<void> {
    if (!this.person) return;
    await this.load();
    if (!this.person) router.clear();
  }

  /** Takes a new state of the door, and the help that goes with it. */
  async take(start: Start): Promise<void> {
    let help = start.help;
    if (start.open) {
      // The door's help knows no supervisor; the open ledger may.
      help = await call("help", {}).catch(() => start.help);
    }
    this.help = help;
    this.start = start;
  }

  async #from(ask: () => Promise<Start>): Promise<void> {
    this.trouble = null;
    try {
      await this.take(await ask());
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
    }
  }
}

export const session = new Session();
