/** A sit that somebody puts together, as the form holds it: what is typed is text until it is sent. */
import type { Bowl } from "../../api/bindings/Bowl";
import type { Choices } from "../../api/bindings/Choices";
import type { OwnSit } from "../../api/bindings/OwnSit";
import type { OwnSitCard } from "../../api/bindings/OwnSitCard";
import type { Segment } from "../../api/bindings/Segment";
import { length } from "../../kit/time";
import { m } from "../../paraglide/messages.js";
import { shortLength, whole } from "./minutes";

/** One part of the form. */
export interface Part {
  /** Stays with the part when it moves. */
  key: number;
  title: string;
  /** The practice it counts for; empty for silence. */
  practice: string;
  voice: boolean;
  /** How it is spoken; null is as last time. */
  choices: Choices | null;
  minutes: string;
  /** An open end: only where it can have one, see {@link canBeOpen}. */
  open: boolean;
  every: string;
  at: string;
}

/** The form. */
export interface Draft {
  id: string;
  title: string;
  delay: number;
  bowl: Bowl;
  strokes: number;
  parts: Part[];
}

/** What is wrong with a part, at the field where it is. */
export interface Problem {
  key: number;
  field: "minutes" | "every" | "at";
  words: string;
}

/** What the name of a part is until somebody gives it another. */
export const SILENCE = m.sit_part_silence();

/** Seconds before the first bell that the form offers. */
export const DELAYS: readonly number[] = [0, 10, 30, 60, 120, 300];

/** The form to begin with: a timer. */
export const TIMER: OwnSit = {
  id: "",
  title: "",
  delay_seconds: 10,
  bowl: "medium",
  strokes: 1,
  segments: [
    { title: SILENCE, minutes: 20, practice: null, voice: false, choices: null, every: null, at: [] },
  ],
};

let keys = 0;

/** One more part. */
export function newPart(): Part {
  return partOf({ ...(TIMER.segments[0] as Segment), minutes: 10 });
}

function partOf(segment: Segment): Part {
  return {
    key: (keys += 1),
    title: segment.title,
    practice: segment.practice ?? "",
    voice: segment.voice,
    choices: segment.choices,
    minutes: segment.minutes === null ? "" : String(segment.minutes),
    open: segment.minutes === null,
    every: segment.every === null ? "" : String(segment.every),
    at: segment.at.join(", "),
  };
}

/** A sit as the form holds it. */
export function draftOf(sit: OwnSit): Draft {
  return {
    id: sit.id,
    title: sit.title,
    delay: sit.delay_seconds,
    bowl: sit.bowl,
    strokes: sit.strokes,
    parts: sit.segments.map(partOf),
  };
}

/** Whether a part can go on until somebody ends it: the last one, and nobody speaks. */
export function canBeOpen(draft: Draft, part: Part): boolean {
  return !part.voice && draft.parts.at(-1)?.key === part.key;
}

/** Whether it does. */
export function isOpen(draft: Draft, part: Part): boolean {
  return part.open && canBeOpen(draft, part);
}

/** The first field that cannot be read; null when all can. The rest is checked where it is kept. */
export function problem(draft: Draft): Problem | null {
  for (const part of draft.parts) {
    const { key } = part;
    if (!isOpen(draft, part) && whole(part.minutes) === null) {
      return { key, field: "minutes", words: m.sit_part_minutes_problem() };
    }
    if (part.voice) continue;
    if (part.every.trim() && !whole(part.every)) {
      return { key, field: "every", words: m.sit_part_every_problem() };
    }
    if (minutesIn(part.at).includes(null)) {
      const words = m.sit_part_at_problem();
      return { key, field: "at", words };
    }
  }
  return null;
}

/** The form as a sit. What a spoken part cannot have is left out; it stays in the form. */
export function sitOf(draft: Draft): OwnSit {
  return {
    id: draft.id,
    title: draft.title.trim(),
    delay_seconds: draft.delay,
    bowl: draft.bowl,
    strokes: draft.strokes,
    segments: draft.parts.map((part) => ({
      title: part.title.trim(),
      minutes: isOpen(draft, part) ? null : whole(part.minutes),
      practice: part.practice || null,
      voice: part.voice,
      choices: part.voice && part.choices ? { ...part.choices } : null,
      every: part.voice ? null : whole(part.every),
      at: part.voice ? [] : minutesIn(part.at).filter((minute) => minute !== null),
    })),
  };
}

/** How long it is in words: "In all 45 minutes."; nothing while a length is missing. */
export function inAll(draft: Draft): string {
  if (draft.parts.length === 0) return m.sit_form_nothing();
  const closed = draft.parts.filter((part) => !isOpen(draft, part));
  const minutes = closed.map((part) => whole(part.minutes));
  if (minutes.includes(null)) return "";
  const sum = minutes.reduce<number>((all, one) => all + (one ?? 0), 0);
  if (closed.length === draft.parts.length) {
    return m.sit_form_in_all({ length: length(sum) || m.kit_minutes({ count: sum }) });
  }
  return sum > 0 ? m.sit_form_then_open({ length: length(sum) }) : m.sit_form_open();
}

/** Seconds before the first bell, in words. */
export function delayWords(seconds: number): string {
  if (seconds === 0) return m.sit_form_delay_none();
  if (seconds < 60 || seconds % 60 > 0) return m.sit_seconds({ count: seconds });
  return m.sit_min({ count: seconds / 60 });
}

/** A part as its line: "Walking, 20 minutes". */
export function partLine(draft: Draft, part: Part): string {
  const title = part.title.trim() || m.sit_part_no_name();
  if (isOpen(draft, part)) return m.sit_part_line_open({ title });
  const minutes = whole(part.minutes);
  return minutes === null
    ? m.sit_part_line_no_length({ title })
    : m.sit_part_line({ title, minutes });
}

/** What a sit put together holds, in a line or two: a few parts one by one, many by their ends. */
export function about(card: OwnSitCard): string {
  const { lines, minutes, sit } = card;
  if (lines.length === 1) return `${lines[0]}.`;
  const all = minutes === null ? m.sit_own_open() : shortLength(minutes);
  if (lines.length <= 4) return `${all}. ${lines.join(". ")}.`;
  const [first, last] = [sit.segments[0]?.title, sit.segments.at(-1)?.title];
  return m.sit_own_many({
    length: all,
    parts: lines.length,
    first: first ?? "",
    last: last ?? "",
  });
}

function minutesIn(text: string): (number | null)[] {
  return text.split(/[\s,;]+/).filter(Boolean).map(whole);
}
