import type { Entry } from "../../api/bindings/Entry";
import type { ExerciseView } from "../../api/bindings/ExerciseView";
import type { KeepEntry } from "../../api/bindings/KeepEntry";
import type { Trouble } from "../../api/bindings/Trouble";
import { asTrouble, call } from "../../api/call";
import { addDays } from "../../kit/dates";

/** How long after the last key what stands there is kept as a draft. */
const DRAFT_AFTER_MS = 1000;

/** How far back a day may be chosen. */
const DAYS_BACK = 28;

/** One exercise while it is being written: the form, its draft, and what came of it. */
export class Writing {
  view = $state.raw<ExerciseView>() as ExerciseView;
  /** Whether the form shows. */
  open = $state(false);
  /** The entry that is being changed; null for a new one. */
  entry = $state<string | null>(null);
  /** The day it is about. */
  day = $state("");
  /** What stands in the form, by field. */
  fields = $state<Record<string, string>>({});
  /** What was found from before, until it is kept or put aside. */
  draft = $state.raw<KeepEntry | null>(null);
  /** What was kept just now. */
  kept = $state.raw<{ day: string; changed: boolean } | null>(null);
  /** Whether somebody wanted to keep an empty form. */
  empty = $state(false);
  /** Why something could not be kept, changed or taken away. */
  trouble = $state.raw<Trouble | null>(null);
  /** Why the draft could not be kept; gone with the next one that is. */
  draftTrouble = $state.raw<Trouble | null>(null);
  busy = $state(false);

  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether something was typed that is in no draft yet. */
  #fresh = false;
  // One command after the other: a draft that is on its way must not outlive the entry it became.
  #sending: Promise<unknown> = Promise.resolve();

  constructor(view: ExerciseView) {
    this.view = view;
    const { draft, entries } = view;
    if (draft) {
      this.draft = draft;
      // Words outlive the entry they were to change.
      const entry = entries.some((each) => each.id === draft.entry) ? draft.entry : null;
      this.#fill(entry, entry || this.calendar ? draft.day : view.today, draft.fields);
    } else if (!this.done) {
      this.#fill(null, this.freeDay, {});
    }
  }

  /** Whether it is written on several days, each with its own page. */
  get calendar(): boolean {
    return this.view.exercise.times > 1;
  }

  /** Whether there is nothing to write just now: it is written, or today's page is. */
  get done(): boolean {
    const { entries, today } = this.view;
    return this.calendar ? entries.some((entry) => entry.day === today) : entries.length > 0;
  }

  /** The days that can be chosen, today first. */
  get days(): string[] {
    const days = Array.from({ length: DAYS_BACK }, (_, back) => addDays(this.view.today, -back));
    return this.day === "" || days.includes(this.day) ? days : [...days, this.day];
  }

  /** The latest day without a page: today, most often. */
  get freeDay(): string {
    const { entries, today } = this.view;
    if (!this.calendar) return today;
    const written = new Set(entries.map((entry) => entry.day));
    return this.days.find((day) => !written.has(day)) ?? today;
  }

  /** Whether anything stands in the form. */
  get written(): boolean {
    return Object.values(this.fields).some((value) => value.trim() !== "");
  }

  /** An empty page. */
  begin(): void {
    this.#fill(null, this.freeDay, {});
  }

  /** An entry back into the form. */
  change(entry: Entry): void {
    this.#fill(entry.id, entry.day, entry.fields);
  }

  /** Somebody typed or chose something. */
  typed(): void {
    this.#fresh = true;
    this.empty = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), DRAFT_AFTER_MS);
  }

  /** Keeps the draft now, if there is anything new in it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#fresh) return;
    this.#fresh = false;
    const draft = this.#input();
    this.draftTrouble = await this.#send(() => call("keep_draft", draft)).then(
      () => null,
      (thrown) => {
        // It is tried again with the next key, and on leaving.
        this.#fresh = true;
        return asTrouble(thrown);
      },
    );
  }

  /** Keeps what stands there. True when it went through. */
  async keep(): Promise<boolean> {
    if (this.busy) return false;
    this.empty = !this.written;
    if (this.empty) return false;
    clearTimeout(this.#timer);
    this.#fresh = false;
    const input = this.#input();
    this.busy = true;
    const view = await this.#try(() => call("keep_entry", input));
    this.busy = false;
    if (!view) {
      // It stands in the form alone: at least as a draft it is tried again.
      this.#fresh = true;
      return false;
    }
    this.view = view;
    this.kept = { day: input.day, changed: input.entry !== null };
    this.#close();
    return true;
  }

  /** Leaves what stands there, and its draft. */
  async putAside(): Promise<void> {
    clearTimeout(this.#timer);
    this.#fresh = false;
    const nothing = { ...this.#input(), fields: {} };
    this.#close();
    await this.#try(() => call("keep_draft", nothing));
    if (!this.done) this.begin();
  }

  /** Takes an entry out of sight. True when it went through. */
  async remove(entry: Entry): Promise<boolean> {
    const exercise = this.view.exercise.id;
    const view = await this.#try(() => call("remove_entry", { exercise, entry: entry.id }));
    if (!view) return false;
    this.view = view;
    if (this.entry === entry.id) await this.putAside();
    this.kept = null;
    if (!this.open && !this.done) this.begin();
    return true;
  }

  /** Puts an entry that was taken out of sight back. True when it went through. */
  async putBack(entry: Entry): Promise<boolean> {
    const exercise = this.view.exercise.id;
    const view = await this.#try(() => call("put_back_entry", { exercise, entry: entry.id }));
    if (!view) return false;
    this.view = view;
    if (this.done && !this.written) this.#close();
    return true;
  }

  /** What stands in the form and is kept nowhere; null when there is nothing of that kind. */
  get unkept(): KeepEntry | null {
    if (!this.open || !this.written) return null;
    const input = this.#input();
    const kept = this.view.entries.find((entry) => entry.id === input.entry);
    const { fields } = this.view.exercise;
    const same = fields.every(({ id }) => (kept?.fields[id] ?? "") === (input.fields[id] ?? ""));
    return same && kept?.day === input.day ? null : input;
  }

  /** Brings back words that were put aside, or gave way to others. */
  bring({ entry, day, fields }: KeepEntry): void {
    this.#fill(entry, day, fields);
    this.typed();
  }

  #fill(entry: string | null, day: string, fields: Record<string, string | undefined>): void {
    this.entry = entry;
    this.day = day;
    this.fields = Object.fromEntries(
      this.view.exercise.fields.map((field) => [field.id, fields[field.id] ?? ""]),
    );
    this.empty = false;
    this.kept = null;
    this.open = true;
  }

  #close(): void {
    this.open = false;
    this.draft = null;
    this.draftTrouble = null;
    this.entry = null;
    this.fields = {};
  }

  #input(): KeepEntry {
    const fields = Object.entries(this.fields).filter(([, value]) => value.trim() !== "");
    return {
      exercise: this.view.exercise.id,
      entry: this.entry,
      day: this.day || this.view.today,
      fields: Object.fromEntries(fields),
    };
  }

  /** Null when there was trouble. */
  async #try<T>(ask: () => Promise<T>): Promise<T | null> {
    this.trouble = null;
    try {
      return await this.#send(ask);
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
      return null;
    }
  }

  /** After whatever is on its way, however that ends. */
  #send<T>(ask: () => Promise<T>): Promise<T> {
    const sent = this.#sending.then(ask, ask);
    this.#sending = sent;
    return sent;
  }
}
