/**
 * Sentences of the core in the language of the page. The core speaks English, to the command line
 * and to the log as well; `said/es.json` holds its sentences, with their places in braces, each
 * beside what it is in Spanish. What has no line there is shown as it is and marked as English.
 */
import { m } from "../paraglide/messages.js";
import { getLocale } from "../paraglide/runtime.js";

/** A sentence, and its language where that is not the page's. */
export interface Said {
  words: string;
  lang: "en" | undefined;
}

const TABLES = import.meta.glob<Record<string, string>>("./said/*.json", { import: "default" });
const PLACE = /\{[^}]*\}/g;

let table: Record<string, string> = {};
/** Sentences with places: what they look like when these are filled, and their translation. */
let patterns: { looks: RegExp; words: string; places: string[] }[] = [];

/** Reads the sentences of the page's language, before anything is shown. */
export async function learn(): Promise<void> {
  take((await TABLES[`./said/${getLocale()}.json`]?.()) ?? {});
}

/** Takes these sentences. */
export function take(sentences: Record<string, string>): void {
  table = sentences;
  patterns = Object.entries(sentences).flatMap(([english, words]) => {
    const places = english.match(PLACE);
    if (!places) return [];
    const parts = english.split(PLACE).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
    return [{ looks: new RegExp(`^${parts.join("(.+?)")}$`, "s"), words, places }];
  });
}

/** A sentence of the core, as the page says it. */
export function said(english: string): Said {
  if (getLocale() === "en" || english === "") return { words: english, lang: undefined };
  const known = Object.hasOwn(table, english) ? table[english] : filled(english);
  if (known !== undefined) return { words: known, lang: undefined };
  // The page's own words for what nobody foresaw are in its language already.
  const own = english === m.kit_fault() || english === m.kit_fault_next();
  return { words: english, lang: own ? undefined : "en" };
}

function filled(english: string): string | undefined {
  for (const { looks, words, places } of patterns) {
    const found = looks.exec(english);
    if (!found) continue;
    const values = places.map((place, at) => ({ place, value: found[at + 1] ?? "" }));
    // Places of one name are filled in their order.
    return words.replace(PLACE, (place) => {
      const at = values.findIndex((each) => each.place === place);
      return at < 0 ? place : (values.splice(at, 1)[0]?.value ?? "");
    });
  }
  return undefined;
}
