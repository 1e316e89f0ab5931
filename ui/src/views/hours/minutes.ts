/** Minutes of a text such as "1:30", "1.5", "2" (hours) or "90 min"; null for anything else. */
export function minutesOf(text: string): number | null {
  const plain = text.trim().toLowerCase();
  const colon = /^(\d{1,3}):([0-5]\d)$/.exec(plain);
  const minutes = /^(\d{1,4}) ?min(utes?)?$/.exec(plain);
  const hours = /^(\d{1,3}(?:[.,]\d{1,2})?) ?(?:h|hours?)?$/.exec(plain);
  let value = 0;
  if (colon) value = Number(colon[1]) * 60 + Number(colon[2]);
  else if (minutes) value = Number(minutes[1]);
  else if (hours) value = Math.round(Number((hours[1] ?? "").replace(",", ".")) * 60);
  return value > 0 ? value : null;
}
