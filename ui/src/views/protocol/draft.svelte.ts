import type { Protocol } from "../../api/bindings/Protocol";
import type { Wave } from "../../api/bindings/Wave";

/** A wave as the form holds it: figures as they are typed. */
export interface WaveDraft {
  id: string;
  title: string;
  anchor: Wave["anchor"];
  due: string;
  before: string;
  after: string;
  instruments: string[];
}

/** A protocol as the form holds it. */
export class Draft {
  waves = $state<WaveDraft[]>([]);
  ethics = $state("");
  consent = $state("");
  shows_scores = $state(true);
  sends_words = $state(false);
  least_classes = $state("");
  unlocks_after = $state("");
  keeps_years = $state("");
  #kept = $state.raw<Protocol | null>(null);

  /** Fills the form from what is kept. */
  take(protocol: Protocol): void {
    this.#kept = protocol;
    this.waves = protocol.waves.map((wave) => ({
      ...wave,
      due: String(wave.due),
      before: String(wave.before),
      after: String(wave.after),
      instruments: [...wave.instruments],
    }));
    this.ethics = protocol.ethics;
    this.consent = protocol.consent?.text ?? "";
    this.shows_scores = protocol.shows_scores;
    this.sends_words = protocol.sends_words;
    this.least_classes = figure(protocol.least_classes);
    this.unlocks_after = figure(protocol.unlocks_after);
    this.keeps_years = figure(protocol.keeps_years);
  }

  get isRead(): boolean {
    return this.#kept !== null;
  }

  /** Whether something differs from what is kept. */
  get changed(): boolean {
    return this.#kept !== null && JSON.stringify(this.protocol) !== JSON.stringify(sorted(this.#kept));
  }

  /** The protocol that the form says. */
  get protocol(): Protocol {
    const kept = this.#kept;
    const text = this.consent.trim();
    return sorted({
      version: kept?.version ?? 1,
      allocation: kept?.allocation ?? "by-trainer",
      waves: this.waves.map((wave) => ({
        ...wave,
        title: wave.title.trim(),
        due: number(wave.due) ?? 0,
        before: number(wave.before) ?? 0,
        after: number(wave.after) ?? 0,
      })),
      shows_scores: this.shows_scores,
      sends_words: this.sends_words,
      ethics: this.ethics.trim(),
      consent: text ? { version: kept?.consent?.version ?? 1, text } : null,
      least_classes: number(this.least_classes),
      unlocks_after: number(this.unlocks_after),
      keeps_years: number(this.keeps_years),
    });
  }

  /** Another wave at the end, like the one before it. */
  addWave(): void {
    const last = this.waves.at(-1);
    this.waves.push({
      id: "",
      title: "",
      anchor: "end",
      due: "182",
      before: "7",
      after: "21",
      instruments: [...(last?.instruments ?? [])],
    });
  }
}

/** A whole number of days, years or classes; null for anything else. */
export function number(text: string): number | null {
  const figures = text.trim();
  return /^\d{1,5}$/.test(figures) ? Number(figures) : null;
}

function figure(value: number | null | undefined): string {
  return value == null ? "" : String(value);
}

/** The same fields in the same order, so that two can be compared. */
function sorted(protocol: Protocol): Protocol {
  return {
    version: protocol.version,
    waves: protocol.waves.map(({ id, title, anchor, due, before, after, instruments }) => {
      return { id, title, anchor, due, before, after, instruments };
    }),
    shows_scores: protocol.shows_scores,
    sends_words: protocol.sends_words,
    ethics: protocol.ethics,
    allocation: protocol.allocation,
    unlocks_after: protocol.unlocks_after ?? null,
    least_classes: protocol.least_classes ?? null,
    consent: protocol.consent ?? null,
    keeps_years: protocol.keeps_years ?? null,
  };
}
