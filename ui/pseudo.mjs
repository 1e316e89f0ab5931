// A language of no country, out of English: letters with accents, words two fifths longer, every
// message in brackets. Where a screen of it cuts words off, a real language will; what stands
// without brackets on it came from no message. `cargo xtask tour pseudo` builds it in place of
// English and looks at every screen; no other build has it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const PROJECT = "pseudo.inlang";
const ACCENTS = { a: "á", c: "ç", e: "é", i: "í", n: "ñ", o: "ö", s: "š", u: "ü", y: "ý", A: "Á", E: "É", I: "Í", O: "Ö", U: "Ü" };

/** Longer words; what stands in braces is left as it is. */
function longer(text) {
  const accented = text.replace(/[A-Za-z]/g, (letter) => ACCENTS[letter] ?? letter);
  return accented.replace(/\p{L}{3,}/gu, (word) => word + word.slice(-Math.round(word.length * 0.4)));
}

function message(text) {
  const parts = text.split(/(\{[^}]*\})/);
  return `[${parts.map((part) => (part.startsWith("{") ? part : longer(part))).join("")}]`;
}

/** One message, or one with a form for each number. */
function translated(value) {
  if (typeof value === "string") return message(value);
  return value.map((one) => ({
    ...one,
    match: Object.fromEntries(Object.entries(one.match).map(([when, text]) => [when, message(text)])),
  }));
}

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const settings = read("project.inlang/settings.json");
const format = settings["plugin.inlang.messageFormat"];
format.pathPattern = format.pathPattern.map((path) => path.replace("./", `./${PROJECT}/`));
for (const locale of settings.locales) {
  const folder = `messages/${locale}`;
  mkdirSync(`${PROJECT}/${folder}`, { recursive: true });
  for (const file of readdirSync(folder)) {
    const messages = read(`${folder}/${file}`);
    if (locale === settings.baseLocale) {
      for (const [key, value] of Object.entries(messages)) messages[key] = translated(value);
    }
    writeFileSync(`${PROJECT}/${folder}/${file}`, JSON.stringify(messages));
  }
}
writeFileSync(`${PROJECT}/settings.json`, JSON.stringify(settings));
