/** A table as plain rows: what a chart draws, to read and to copy. */
export interface Table {
  /** The heads of the columns; the first names the rows. */
  head: readonly string[];
  /** A cell for each head. Numbers stand to the right. */
  rows: readonly (readonly (string | number)[])[];
}

/** The table with tabs between the cells: any spreadsheet takes it as it is. */
export function tabbed({ head, rows }: Table): string {
  return [head, ...rows].map((row) => row.map(cell).join("\t")).join("\n");
}

/** The table as CSV (RFC 4180). A word that a spreadsheet would run as a formula is made plain. */
export function commas({ head, rows }: Table): string {
  return [head, ...rows].map((row) => `${row.map(comma).join(",")}\r\n`).join("");
}

function comma(value: string | number): string {
  const plain = typeof value === "number" ? String(value) : guarded(value);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function cell(value: string | number): string {
  return typeof value === "number" ? String(value) : guarded(value.replaceAll(/\s+/g, " "));
}

/** A text that a spreadsheet takes as a text: what would begin a formula gets a mark before it. */
export function guarded(text: string): string {
  const number = /^[-+]?[\d.,]+%?$/.test(text);
  return /^[=+\-@\t\r]/.test(text) && !number ? `'${text}` : text;
}

/** Rows whose cells may have several lines, for a mail merge: such cells stand in quotes. */
export function quoted(rows: readonly (readonly string[])[]): string {
  const whole = (text: string) =>
    /["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map((text) => whole(guarded(text))).join("\t")).join("\n");
}
