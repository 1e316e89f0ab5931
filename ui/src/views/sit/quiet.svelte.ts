/** How long nothing moves before the screen goes quiet, milliseconds. */
export const STILL_MS = 6000;

/** What somebody chose for the player; it stays so until the program ends. */
export const habits = $state({
  /** Whether the screen goes quiet. */
  quiet: false,
  /** Whether Space, the arrow and Q do something. */
  keys: true,
});

/**
 * The quiet screen: once it is on, everything but the time and the brake fades when nothing has
 * moved for a while, and comes back at the first movement or key. It is a matter for the eye alone.
 */
export class Quiet {
  /** Whether everything is faded just now. */
  faded = $state(false);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #place = "";

  /** Whether it fades at all. */
  get on(): boolean {
    return habits.quiet;
  }

  /** Turns it on or off. It fades only after a while: the hand is still on the button. */
  turn(on: boolean): void {
    habits.quiet = on;
    this.stir();
  }

  /** Its key: quiet at once, and off again when it is quiet. */
  press(): void {
    const quiet = !this.faded;
    this.turn(quiet);
    if (quiet) this.#fade();
  }

  /** Something moved, or a key was pressed. */
  stir(): void {
    this.faded = false;
    clearTimeout(this.#timer);
    if (this.on) this.#timer = setTimeout(() => this.#fade(), STILL_MS);
  }

  /** The pointer was reported. Engines report it as well when only the page moved under it. */
  point(event: { screenX: number; screenY: number }): void {
    const place = `${event.screenX} ${event.screenY}`;
    if (place === this.#place) return;
    this.#place = place;
    this.stir();
  }

  /** Forgets its timer. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #fade(): void {
    clearTimeout(this.#timer);
    this.faded = true;
  }
}
