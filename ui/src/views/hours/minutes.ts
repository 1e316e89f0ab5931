/** Lengths that people say in words, in both languages. */
const NAMED: [RegExp, number][] = [
  [/^(half an hour|media hora)$/, 30],
  [/^(?:an hour|one hour|una hora)$/, 60],
  [/^(una )?hora y media$/, 90],
];

/**
 * Minutes of a text such as "1:30", "1.5", "1 h 30", "2" (hours), "90 min" or "una hora"; null for
 * anything else.
 */
export function minutesOf(text: string): number | null {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const named = NAMED.find(([looks]) => looks.test(plain));
  if (named) return named[1];
  const parts = /^(\d{1,3}) ?(?::|h(?:oras?|ours?|rs?)?(?: y| and)?) ?([0-5]\d|[0-9])(?: ?min(?:utes?|utos?)?)?$/.exec(plain);
  const minutes = /^(\d{1,4}) ?min(utes?|utos?)?$/.exec(plain);
  const hours = /^(\d{1,3}(?:[.,]\d{1,2})?) ?(?:h|hours?|hrs?|horas?)?$/.exec(plain);
  let value = 0;
  if (parts && !/:\d$/.test(plain)) value = Number(parts[1]) * 60 + Number(parts[2]);
  else if (minutes) value = Number(minutes[1]);
  else if (hours) value = Math.round(Number((hours[1] ?? "").replace(",", ".")) * 60);
  return value > 0 ? value : null;
}
