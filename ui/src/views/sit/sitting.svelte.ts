import type { SitState } from "../../api/bindings/SitState";
import type { Trouble } from "../../api/bindings/Trouble";
import { asTrouble, call } from "../../api/call";

/** Twice a second is enough for whole minutes, and leaves the computer quiet. */
const EVERY_MS = 500;

type Step = "sit" | "sit_pause" | "sit_resume" | "sit_brake" | "sit_stop";

/**
 * The sit under way, as its screen follows it. The clock, the sound and the log run in Rust: when
 * this object goes away, the sit goes on.
 */
export class Sitting {
  /** What Rust said last. */
  state = $state.raw<SitState | null>(null);
  /** Whether Rust was heard at all. */
  heard = $state(false);
  /** Whether the brake was pulled and not let go yet. */
  braked = $state(false);

  #stepTrouble = $state.raw<Trouble | null>(null);
  #lookTrouble = $state.raw<Trouble | null>(null);

  // Counts the steps taken, so that a look that was under way meanwhile cannot undo one.
  #steps = 0;
  #looking = false;

  /** Why the last step did not go through, or the last look: a full disk shows at the end bell. */
  get trouble(): Trouble | null {
    return this.#stepTrouble ?? this.#lookTrouble;
  }

  /** Looks now and twice a second until the returned function is called or the sit is over. */
  follow(): () => void {
    void this.look();
    const timer = setInterval(() => {
      if (this.state?.noted) clearInterval(timer);
      else void this.look();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }

  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const steps = this.#steps;
    try {
      const state = await call("sit", {});
      this.#lookTrouble = null;
      if (steps === this.#steps) this.#take(state);
    } catch (thrown) {
      this.#lookTrouble = asTrouble(thrown);
    } finally {
      this.#looking = false;
    }
  }

  pause(): Promise<boolean> {
    return this.#step("sit_pause");
  }

  async resume(): Promise<boolean> {
    const done = await this.#step("sit_resume");
    if (done) this.braked = false;
    return done;
  }

  /** The way back shows at once, whatever the sound does. */
  brake(): Promise<boolean> {
    this.braked = true;
    return this.#step("sit_brake");
  }

  stop(): Promise<boolean> {
    return this.#step("sit_stop");
  }

  async #step(name: Step): Promise<boolean> {
    this.#steps += 1;
    const steps = this.#steps;
    this.#stepTrouble = null;
    try {
      const state = await call(name, {});
      if (steps === this.#steps) this.#take(state);
      return true;
    } catch (thrown) {
      this.#stepTrouble = asTrouble(thrown);
      return false;
    }
  }

  #take(state: SitState | null): void {
    this.state = state;
    this.heard = true;
  }
}
