// Words on the page that stand in no brackets and that the core did not say, a line each. Read as
// the body of a function.

const strings = (value) =>
  typeof value === "string" ? [value]
    : value && typeof value === "object" ? Object.values(value).flatMap(strings) : [];
const plain = (text) => text.replace(/\s+/g, " ").trim();
const heard = plain(strings(globalThis.said).join("\n")).toLowerCase();
/** The browser's own words for days and hours, and the program's name. */
const KNOWN = /\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*|\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b|\b[ap]m\b|evenkeel/gi;
/** What the core said is often joined by a sign. */
const SIGNS = /[.,:;·“”()–]/;
const known = (text) =>
  text.split(SIGNS).every((piece) =>
    !/\p{L}{2}/u.test(piece.replace(KNOWN, "")) || heard.includes(plain(piece).toLowerCase()));

const found = [];
// A message may be spread over several parts: what is open stays open until it is closed.
let open = 0;
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const { data, parentElement } = walk.currentNode;
  // Names and licenses are the same in every language, and say so.
  if (parentElement.closest("script, style, [translate=no]")) continue;
  const bare = [];
  for (const piece of data.split(/([[\]])/)) {
    if (piece === "[") open += 1;
    else if (piece === "]") open = Math.max(0, open - 1);
    else if (open === 0) bare.push(piece);
  }
  for (const text of bare.filter((text) => !known(text))) {
    found.push(`from no message: "${plain(text).slice(0, 80)}" in ${parentElement.tagName.toLowerCase()}`);
  }
}
for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    const text = element.getAttribute(name) ?? "";
    if (!text.includes("[") && !known(text)) found.push(`from no message: ${name}="${text}"`);
  }
}
return [...new Set(found)];
