import type { Attachment } from "svelte/attachments";
import { SvelteSet } from "svelte/reactivity";
import type { Trouble } from "../../api/bindings/Trouble";
import { asTrouble, call } from "../../api/call";

/** How long the end of a section stays in view before the section counts as read, milliseconds. */
export const DWELL = 2000;

/** Which sections of one lesson were read, and which one is on the page now. */
export class Reading {
  read = new SvelteSet<string>();
  /** The id of the section in view. */
  here = $state<string | null>(null);
  /** Why a read mark could not be kept. */
  trouble = $state.raw<Trouble | null>(null);

  readonly #part: string;

  constructor(part: string, read: readonly string[]) {
    this.#part = part;
    for (const id of read) this.read.add(id);
  }

  /** For the section: says which one is being read, by a line a quarter down the window. */
  section(id: string): Attachment {
    return (element) => {
      const watch = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) this.here = id;
        },
        { rootMargin: "-25% 0px -74% 0px" },
      );
      watch.observe(element);
      return () => watch.disconnect();
    };
  }

  /** For a mark at the section's end: in view for {@link DWELL}, it makes the section read. */
  end(id: string): Attachment {
    return (element) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const watch = new IntersectionObserver((entries) => {
        clearTimeout(timer);
        const seen = entries.at(-1)?.isIntersecting ?? false;
        if (seen && !this.read.has(id)) timer = setTimeout(() => void this.mark(id), DWELL);
      });
      watch.observe(element);
      return () => {
        clearTimeout(timer);
        watch.disconnect();
      };
    };
  }

  /** Keeps that a section was read. */
  async mark(section: string): Promise<void> {
    this.trouble = null;
    try {
      const read = await call("mark_read", { part: this.#part, section });
      for (const id of read) this.read.add(id);
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
    }
  }
}
