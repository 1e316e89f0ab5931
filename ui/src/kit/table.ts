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
  return [head, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

function quoted(value: string | number): string {
  if (typeof value === "number") return String(value);
  const plain = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function cell(value: string | number): string {
  return String(value).replaceAll(/\s+/g, " ");
}
