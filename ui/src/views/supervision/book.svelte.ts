import { Ask } from "../../api/ask.svelte";
import type { Agenda } from "../../api/bindings/Agenda";
import type { Meeting } from "../../api/bindings/Meeting";
import type { NoteMeeting } from "../../api/bindings/NoteMeeting";
import type { SupervisionView } from "../../api/bindings/SupervisionView";

/** Supervision as the screen holds it. Every change is kept at once. */
export class Book {
  readonly asked = new Ask("supervision");
  readonly #keeping = new Ask("keep_agenda");
  readonly #noting = new Ask("note_meeting");
  readonly #removing = new Ask("remove_meeting");

  /** All of it as last heard; null before the first answer. */
  get view(): SupervisionView | null {
    return this.asked.value;
  }

  get lines(): readonly string[] {
    return this.asked.value?.agenda.lines ?? [];
  }

  /** Why the agenda, or a meeting, could not be kept. */
  get agendaTrouble() {
    return this.#keeping.trouble;
  }
  get meetingTrouble() {
    return this.#noting.trouble ?? this.#removing.trouble;
  }

  /** Keeps these lines in place of the ones before. */
  async keep(lines: Agenda["lines"]): Promise<boolean> {
    if (this.#keeping.busy) return false;
    return this.#take(await this.#keeping.run({ lines }));
  }

  async note(meeting: NoteMeeting): Promise<boolean> {
    if (this.#noting.busy) return false;
    return this.#take(await this.#noting.run(meeting));
  }

  async remove(meeting: Meeting): Promise<boolean> {
    if (this.#removing.busy) return false;
    return this.#take(await this.#removing.run({ meeting: meeting.id }));
  }

  #take(after: SupervisionView | null): boolean {
    if (after) this.asked.value = after;
    return after !== null;
  }
}
