import { Ask } from "../../api/ask.svelte";
import type { ClockPress } from "../../api/bindings/ClockPress";
import { standing } from "./clock";

/** How often the clock is looked at, milliseconds. */
const EVERY_MS = 1000;

/**
 * The clock of one class: what the ledger says, and the time that goes by on this screen. Leaving
 * the screen stops nothing.
 */
export class ClassTime {
  readonly #asked = new Ask("class_clock");
  readonly #pressed = new Ask("press_clock");
  readonly #part: string;
  /** The clock of the ledger's computer less that of this page: they differ in a sample study. */
  #ahead = 0;
  #looked = $state(Date.now());

  constructor(part: string) {
    this.#part = part;
    void this.#asked.run({ part }).then(() => this.#set());
  }

  get clock() {
    return this.#pressed.value ?? this.#asked.value;
  }
  get trouble() {
    return this.#pressed.trouble ?? this.#asked.trouble;
  }
  /** Where the class stands; null before it begins and when it is over. */
  get stands() {
    return this.clock ? standing(this.clock, this.now) : null;
  }
  /** The time now, milliseconds. */
  get now(): number {
    return this.#looked + this.#ahead;
  }

  /** Looks at the time until the returned function is called. */
  follow(): () => void {
    const timer = setInterval(() => (this.#looked = Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }

  begin = () => this.#press({ kind: "began" });
  end = () => this.#press({ kind: "ended" });
  drop = () => this.#press({ kind: "dropped" });
  goTo = (step: number) => this.#press({ kind: "step", step });

  /** The next step; after the last one the class is over. */
  next = () => {
    const { clock } = this;
    if (!clock) return Promise.resolve();
    return clock.step + 1 < clock.steps.length ? this.goTo(clock.step + 1) : this.end();
  };

  /** The step before. */
  back = () => {
    const { clock } = this;
    return clock && clock.step > 0 ? this.goTo(clock.step - 1) : Promise.resolve();
  };

  async #press(press: ClockPress): Promise<void> {
    if (this.#pressed.busy) return;
    await this.#pressed.run({ part: this.#part, press });
    this.#set();
  }

  #set(): void {
    if (!this.clock) return;
    this.#looked = Date.now();
    this.#ahead = Date.parse(this.clock.now) - this.#looked;
  }
}

/** Which way a key leads through a class; null where it means something else there. */
export function stepKey(event: KeyboardEvent): "next" | "back" | null {
  if (event.defaultPrevented || event.repeat) return null;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("input, textarea, select, [tabindex='0']")) return null;
  if (event.key === "ArrowRight") return "next";
  return event.key === "ArrowLeft" ? "back" : null;
}
