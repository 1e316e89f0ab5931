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

function cell(value: string | number): string {
  return String(value).replaceAll(/\s+/g, " ");
}
