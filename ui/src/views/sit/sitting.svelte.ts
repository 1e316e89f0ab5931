import type { SitState } from "../../api/bindings/SitState";
import type { Trouble } from "../../api/bindings/Trouble";
import type { Volume } from "../../api/bindings/Volume";
import { asTrouble, call } from "../../api/call";

/** Once a second is enough for whole minutes and for words that fade in, and leaves the computer quiet. */
const EVERY_MS = 1000;

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

  /** Looks now and once a second until the returned function is called or the sit is over. */
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
    return this.#step(() => call("sit_pause", {}));
  }

  async resume(): Promise<boolean> {
    const done = await this.#step(() => call("sit_resume", {}));
    if (done) this.braked = false;
    return done;
  }

  /** The way back shows at once, whatever the sound does. */
  brake(): Promise<boolean> {
    this.braked = true;
    return this.#step(() => call("sit_brake", {}));
  }

  stop(): Promise<boolean> {
    return this.#step(() => call("sit_stop", {}));
  }

  /** Fifteen seconds back. */
  back(): Promise<boolean> {
    return this.#step(() => call("sit_back", {}));
  }

  /** To this second from the start. */
  seek(seconds: number): Promise<boolean> {
    return this.#step(() => call("sit_seek", { seconds }));
  }

  /** How loud it is from now on, and in later sits. */
  setVolume(volume: Volume): Promise<boolean> {
    return this.#step(() => call("set_volume", volume));
  }

  async #step(take: () => Promise<SitState | null>): Promise<boolean> {
    this.#steps += 1;
    const steps = this.#steps;
    this.#stepTrouble = null;
    try {
      const state = await take();
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
