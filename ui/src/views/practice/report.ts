/** A sit that somebody enters by hand. */

/** What is wrong with the minutes, in words; null when all is well. */
export function reportProblem(text: string): string | null {
  const minutes = Number(text.trim());
  if (/^\d+$/.test(text.trim()) && minutes >= 1 && minutes <= 240) return null;
  return "Please write the minutes in figures, from 1 to 240. Nothing was lost.";
}

/** A local date so many days later; the calendar's days, whatever the clocks do. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
