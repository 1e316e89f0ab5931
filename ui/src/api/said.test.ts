/** What the core says, on a page that speaks Spanish. */
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { overwriteGetLocale } from "../paraglide/runtime.js";
import { said, take } from "./said";
import spanish from "./said/es.json";

/** The nouns whose refusals coaches and trainers meet. A researcher's are English still. */
const FOR_PEOPLE = [
  ...["api/app", "api/reading", "api/safety", "api/mail", "api/register", "api/sit", "classes"],
  ...["cohort", "effects", "feedback", "hours", "journal", "measures/after", "measures/runner"],
  ...["needs", "people", "practice", "programme", "register", "store/keys", "study/consent"],
  ...["study/locked", "study/mailbox", "study/plan", "study/withdrawal", "supervision"],
];

/** Sentences made of a date or a list, and what a screen never lets anybody do. */
const STILL_ENGLISH = new Set([
  "This questionnaire opens on {}.",
  "The four boxes add up to {sum}, and the caseload is {}: {by} {which}. Nothing was noted yet; your numbers are still there.",
]);

beforeEach(() => {
  overwriteGetLocale(() => "es");
  take(spanish);
});
afterEach(() => overwriteGetLocale(() => "en"));

it("says a sentence of the core in Spanish", () => {
  expect(said("The disk is full.")).toEqual({ words: "El disco está lleno.", lang: undefined });
});

it("puts names and numbers where the Spanish sentence has them", () => {
  expect(said("“Mountain (25%)” is there twice. Nothing was changed.").words).toBe(
    "“Mountain (25%)” está dos veces. No se cambió nada.",
  );
  expect(said("Mountain can be 15 to 20 minutes long.").words).toBe("Mountain puede durar de 15 a 20 minutos.");
});

it("marks what has no Spanish yet as English, and leaves it whole", () => {
  expect(said("Line 3 cannot be read.")).toEqual({ words: "Line 3 cannot be read.", lang: "en" });
});

it("leaves English pages alone", () => {
  overwriteGetLocale(() => "en");
  expect(said("The disk is full.")).toEqual({ words: "The disk is full.", lang: undefined });
});

// The core's sources, with texts of several lines in one.
const CORE = "../src-tauri";
const sources = ["core", "exchange", "report", "host"]
  .flatMap((crate) =>
    readdirSync(`${CORE}/${crate}/src`, { recursive: true, encoding: "utf8" }).map(
      (file) => `${crate}/src/${file}`,
    ),
  )
  .filter((file) => file.endsWith(".rs"))
  .map((file) => ({ file, text: readFileSync(`${CORE}/${file}`, "utf8").replace(/\\\n\s*/g, "") }));
const all = sources.map(({ text }) => text).join("\n");

it("has no line for a sentence that the core does not say", () => {
  expect(Object.keys(spanish).filter((sentence) => !all.includes(`"${sentence}"`))).toEqual([]);
});

it("keeps every place of a sentence", () => {
  const places = (text: string) => (text.match(/\{[^}]*\}/g) ?? []).sort().join(" ");
  const lost = Object.entries(spanish).filter(([english, words]) => places(english) !== places(words));
  expect(lost).toEqual([]);
});

it("has a line for every code, and for every refusal that a coach or a trainer can meet", () => {
  const said = (file: string, of: RegExp) =>
    sources
      .filter((source) => source.file.startsWith(file))
      .flatMap(({ text }) => [...text.matchAll(of)].map((found) => found[1] ?? ""));
  const codes = said("core/src/error.rs", /"([A-Z][^"]*\.)"/g);
  const refusals = FOR_PEOPLE.flatMap((noun) =>
    said(`core/src/${noun}`, /refused\(\s*(?:format!\(\s*)?"([^"]*)"/g),
  );
  expect(codes.length + refusals.length).toBeGreaterThan(140);
  const missing = [...codes, ...refusals].filter((sentence) => !Object.hasOwn(spanish, sentence));
  expect(missing.filter((sentence) => !STILL_ENGLISH.has(sentence))).toEqual([]);
});
