/** Times of day, as people write them and as the core keeps them (`18:30:00`). */
import { m } from "../paraglide/messages.js";
import { clock } from "./dates";

const DAY = 24 * 60;
const NAMED: Record<string, number> = {
  noon: 12 * 60,
  midday: 12 * 60,
  midnight: 0,
  mediodía: 12 * 60,
  medianoche: 0,
};

/**
 * The minute of the day in what somebody wrote: "6:30 pm", "6.30pm", "6:30 p. m.", "7 am", "1830", "18:30:00",
 * "noon". Without am or pm it is read on a clock of 24 hours. Null for anything that is no time.
 */
export function minuteOf(written: string): number | null {
  const text = halved(written.trim().toLowerCase());
  if (Object.hasOwn(NAMED, text)) return NAMED[text] ?? null;
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?(?::\d{2})?\s*(?:([ap])\.?\s*(?:m\.?)?)?$/.exec(text);
  if (!found) return null;
  const [, hours, minutes = "0", half] = found;
  let hour = Number(hours);
  const minute = Number(minutes);
  if (minute > 59 || hour > (half ? 12 : 23) || (half && hour === 0)) return null;
  if (half) hour = (hour % 12) + (half === "p" ? 12 : 0);
  return hour * 60 + minute;
}

/** "6 de la tarde" as "6 pm"; twelve at night is midnight. */
function halved(text: string): string {
  return text
    .replace(/^12 de la noche$/, "medianoche")
    .replace(/ de la (?:mañana|madrugada)$/, " am")
    .replace(/ de la (?:tarde|noche)$/, " pm");
}

/** A minute of the day as people read it, "6:30 pm"; past midnight it is the next morning's. */
export function wall(minute: number): string {
  return clock(`2000-01-01T${digits(minute)}`);
}

/** A minute of the day as the core keeps it, `18:30:00`. */
export function isoTime(minute: number): string {
  return `${digits(minute)}:00`;
}

/** A time as the core keeps it, as people read it; nothing for none. */
export function timeWords(kept: string | null): string {
  const minute = kept === null ? null : minuteOf(kept);
  return minute === null ? "" : wall(minute);
}

/** Minutes in words: "2 hours 30 minutes". */
export function length(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return rest === 0 ? "" : m.kit_minutes({ count: rest });
  if (rest === 0) return m.kit_hours({ count: hours });
  return m.kit_hours_minutes({
    hours: m.kit_hours({ count: hours }),
    minutes: m.kit_minutes({ count: rest }),
  });
}

function digits(minute: number): string {
  const of = ((minute % DAY) + DAY) % DAY;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(of / 60))}:${two(of % 60)}`;
}
