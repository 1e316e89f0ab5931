import { Ask } from "../api/ask.svelte";
import type { Choices } from "../api/bindings/Choices";
import { router } from "../app/router.svelte";

/** Begins a sit from wherever a practice is named, and goes to it. */
export class Begin {
  readonly ask = new Ask("sit_start");

  async sit(practice: string, choices: Choices): Promise<void> {
    if (this.ask.busy) return;
    if (await this.ask.run({ practice, choices })) router.go({ view: "sitting" });
  }
}
