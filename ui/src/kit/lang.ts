/**
 * What is not translated yet says so, and says to a screen reader in which language it is.
 *
 * @example <article lang={foreign(lesson.lang)}>
 */
import { getLocale } from "../paraglide/runtime.js";

/** The language of a text, where it is another than the page's. */
export function foreign(lang: string | null | undefined): string | undefined {
  return lang && !lang.startsWith(getLocale()) ? lang : undefined;
}

/** The language that the voice of every practice speaks, and its words on the screen. */
export const VOICE = "en";
