import type { Watched } from "../api/bindings/Watched";
import { call } from "../api/call";
import { session } from "./session.svelte";

/** How often the core is asked whether it is still open. */
const EVERY_MS = 10_000;
/** From how many seconds before the lock it is said. */
const SOON = 60;
/** What somebody does who is there. */
const SIGNS = ["keydown", "pointermove", "pointerdown", "wheel", "touchstart"] as const;

/**
 * Follows the lock of the open ledger. The core locks it when nobody moves and when the computer
 * slept; the page learns it here, and shows the door.
 */
export class Watch {
  /** What the core said last. */
  #watched = $state.raw<Watched | null>(null);
  #moved = false;

  /** Whether it locks within a minute if nobody moves. */
  get soon(): boolean {
    const left = this.#watched?.locks_in_seconds ?? null;
    return left !== null && left < SOON;
  }

  /** Whether the last backup that was to be made by itself was not. */
  get unsaved(): boolean {
    return this.#watched?.unsaved ?? false;
  }

  /** Watches from now until the returned function is called. */
  follow(): () => void {
    this.#watched = null;
    this.#moved = true;
    for (const sign of SIGNS) addEventListener(sign, this.#note, { passive: true, capture: true });
    void this.look();
    const timer = setInterval(() => void this.look(), EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, this.#note, { capture: true });
    };
  }

  /** Asks the core, and goes to the door when it has locked. */
  async look(): Promise<void> {
    const moved = this.#moved;
    this.#moved = false;
    // Where the core cannot be reached, the next look will tell.
    const watched = await call("awake", { moved }).catch(() => null);
    if (watched === null) return;
    this.#watched = watched;
    if (!watched.open) await session.locked();
  }

  #note = () => {
    this.#moved = true;
    // Somebody who reads that it locks soon need not wait for the next look.
    if (this.soon) void this.look();
  };
}

export const watch = new Watch();
