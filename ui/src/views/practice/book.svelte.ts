import { asTrouble, call, type Input } from "../../api/call";
import type { LogSit } from "../../api/bindings/LogSit";
import type { PracticeLog } from "../../api/bindings/PracticeLog";
import type { ReportSit } from "../../api/bindings/ReportSit";
import type { SitWords } from "../../api/bindings/SitWords";
import type { Trouble } from "../../api/bindings/Trouble";

/** How many more sits one press of "more" shows. */
const MORE = 24;

/** What was done to an entered sit last, which can be taken back. */
export type Done =
  | { did: "added"; id: string }
  | { did: "changed"; id: string }
  /** With the sit as it was and its place in the list, so that "Undo" stands where it stood. */
  | { did: "removed"; id: string; sit: LogSit; at: number };

/** Where on the screen something did not go through, so that its reason stands there. */
export type Part = "page" | "sits" | "informal";

type Change =
  | "report_sit"
  | "change_sit"
  | "remove_sit"
  | "undo_sit"
  | "note_sit_words"
  | "tick_informal"
  | "untick_informal";

/** The practice log as its screen holds it. Every change is kept at once. */
export class Book {
  /** All of it as last heard; null before the first answer. */
  log = $state.raw<PracticeLog | null>(null);
  #trouble = $state.raw<{ at: Part; trouble: Trouble } | null>(null);
  /** What "Undo" takes back; null when there is nothing. */
  done = $state.raw<Done | null>(null);

  /** How many things are under way. A second press on the same button is the same press. */
  #busy = 0;
  #before: Promise<unknown> = Promise.resolve();
  /** How many sits somebody asked to see; nothing until they ask. */
  #shown: number | undefined;

  /** Why the last thing did not go through, for the part of the screen where that was. */
  troubleAt(part: Part): Trouble | null {
    return this.#trouble?.at === part ? this.#trouble.trouble : null;
  }

  async load(): Promise<void> {
    await this.#try("page", () => this.#read());
  }

  /** Shows earlier sits as well. */
  async more(): Promise<void> {
    this.#shown = (this.log?.sits.length ?? 0) + MORE;
    await this.#try("sits", () => this.#read());
  }

  async add(sit: ReportSit): Promise<boolean> {
    if (this.#busy || !(await this.#change("page", "report_sit", sit))) return false;
    if (this.log?.added) this.done = { did: "added", id: this.log.added };
    return true;
  }

  async change(to: Input<"change_sit">): Promise<boolean> {
    if (this.#busy || !(await this.#change("sits", "change_sit", to))) return false;
    this.done = { did: "changed", id: to.sit };
    return true;
  }

  /** Takes a sit out of the log; nobody is asked whether they are sure, it can be taken back. */
  async remove(sit: LogSit): Promise<boolean> {
    const at = this.log?.sits.findIndex((each) => each.id === sit.id) ?? 0;
    if (this.#busy || !(await this.#change("sits", "remove_sit", { sit: sit.id }))) return false;
    this.done = { did: "removed", id: sit.id, sit, at };
    return true;
  }

  /** Takes back what was done last. */
  async undo(): Promise<boolean> {
    if (this.#busy || !this.done) return false;
    const at = this.done.did === "added" ? "page" : "sits";
    return this.#change(at, "undo_sit", { sit: this.done.id });
  }

  write(words: SitWords): Promise<boolean> {
    return this.#change("sits", "note_sit_words", words);
  }

  tick(informal: string, day: string, word: string): Promise<boolean> {
    return this.#change("informal", "tick_informal", { informal, day, word });
  }

  untick(informal: string, day: string): Promise<boolean> {
    return this.#change("informal", "untick_informal", { informal, day });
  }

  #change<K extends Change>(at: Part, name: K, input: Input<K>): Promise<boolean> {
    return this.#try(at, async () => {
      this.log = await call(name, input);
      this.done = null;
      // A change answers with one page. It is kept, also when the others cannot be read again.
      if (this.#shown) await this.#read(this.log.added).catch(() => {});
    });
  }

  async #read(added: string | null = null): Promise<void> {
    this.log = { ...(await call("practice_log", { sits: this.#shown })), added };
  }

  /** One after the other: two boxes ticked in a row are two ticks. */
  #try(at: Part, act: () => Promise<void>): Promise<boolean> {
    const turn = this.#before.then(async () => {
      this.#trouble = null;
      try {
        await act();
        return true;
      } catch (thrown) {
        this.#trouble = { at, trouble: asTrouble(thrown) };
        return false;
      } finally {
        this.#busy -= 1;
      }
    });
    this.#busy += 1;
    this.#before = turn;
    return turn;
  }
}
