/** What the trainer's numbers say in words, and how they are drawn. */
import type { FeedbackTotals } from "../../api/bindings/FeedbackTotals";
import type { ItemTotal } from "../../api/bindings/ItemTotal";
import type { MonthCount } from "../../api/bindings/MonthCount";
import type { MonthLine } from "../../api/bindings/MonthLine";
import type { OwnCount } from "../../api/bindings/OwnCount";
import type { Theme } from "../../api/bindings/Theme";
import { LANGUAGE } from "../../kit/dates";
import type { Table } from "../../kit/table";
import { m } from "../../paraglide/messages.js";

/** The names of the four boxes, in the order of a month’s fields. */
export const BOXES = [
  { key: "completed", label: m.reports_completed() },
  { key: "in_treatment", label: m.reports_in_treatment() },
  { key: "not_in_treatment", label: m.reports_not_in_treatment() },
  { key: "ended_without_completing", label: m.reports_ended() },
] as const;

const MONTH = new Intl.DateTimeFormat(LANGUAGE, {
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** `2026-03-01` as "March 2026". */
export function monthWords(month: string): string {
  return MONTH.format(new Date(`${month}T00:00:00Z`));
}

/** The months that can be entered, the latest first: two years back. */
export function monthChoices(last: string): string[] {
  const [year = 0, month = 1] = last.split("-").map(Number);
  // The one under way stands first, although it is not over.
  return Array.from({ length: 25 }, (_, back) =>
    new Date(Date.UTC(year, month - back, 1)).toISOString().slice(0, 10),
  );
}

/** How many answers have come, and how many of them are counted. */
export function standing(totals: FeedbackTotals): string {
  if (totals.asked_by_study) return m.reports_said_study();
  if (totals.came === 0) return m.reports_said_none();
  const came = m.reports_said_came({ count: totals.came });
  return `${came} ${m.reports_said_steps({ step: totals.step })}`;
}

/** The most favorable answer, as it stands inside a sentence. */
export function inside(item: ItemTotal): string {
  return item.counts[item.best]?.[0] ?? "";
}

/** The pieces of a line, from the least favorable answer to the most, in percent. */
export function pieces(item: ItemTotal): { at: number; wide: number; best: boolean }[] {
  const counts = item.counts.map(([, n], index) => ({ n, best: index === item.best }));
  const ordered = item.best === 0 ? counts.toReversed() : counts;
  let before = 0;
  return ordered
    .map(({ n, best }) => {
      const piece = { at: (100 * before) / item.n, wide: (100 * n) / item.n, best };
      before += n;
      return piece;
    })
    .filter((piece) => piece.wide > 0);
}

/** A theme as a table. */
export function saidTable(theme: Theme): Table {
  const labels = theme.items[0]?.counts.map(([label]) => label) ?? [];
  return {
    head: [m.reports_said_question(), ...labels, m.reports_said_answers(), m.reports_said_mean()],
    rows: theme.items.map((item) => [
      item.text,
      ...item.counts.map(([, n]) => n),
      item.n,
      item.mean === null ? "" : Number(item.mean.toFixed(1)),
    ]),
  };
}

/** The months as a table, the latest first. */
export function monthTable(months: readonly MonthLine[], own: readonly OwnCount[]): Table {
  return {
    head: [
      m.reports_month(),
      ...BOXES.map(({ label }) => label),
      m.reports_caseload(),
      m.reports_reached(),
      m.reports_agreed(),
      ...own.map(({ name }) => name),
    ],
    rows: months.map(({ count }) => [
      monthWords(count.month),
      ...BOXES.map(({ key }) => count[key]),
      count.caseload,
      count.reached ?? "",
      count.agreed ?? "",
      ...own.map(({ id }) => count.others[id] ?? ""),
    ]),
  };
}

/** How far the four boxes are from the caseload, in words; empty while there is nothing to say. */
export function sumWords(boxes: readonly string[], caseload: string): string {
  const whole = number(caseload);
  const filled = boxes.filter((box) => box.trim() !== "");
  if (whole === null || filled.length === 0) return "";
  const sum = boxes.reduce((all, box) => all + (number(box) ?? 0), 0);
  if (sum === whole) {
    return filled.length === boxes.length ? m.reports_sum({ caseload: whole }) : "";
  }
  return sum > whole
    ? m.reports_sum_over({ sum, over: sum - whole, caseload: whole })
    : m.reports_sum_under({ sum, more: whole - sum, caseload: whole });
}

/** A whole number as it was typed; null for anything else. */
export function number(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** The shares of a month’s boxes, in percent: where each begins, and how wide it is. */
export function shares(count: MonthCount): { at: number; wide: number }[] {
  let before = 0;
  return BOXES.map(({ key }) => {
    const wide = count.caseload === 0 ? 0 : (100 * count[key]) / count.caseload;
    const at = before;
    before += wide;
    return { at, wide };
  });
}
