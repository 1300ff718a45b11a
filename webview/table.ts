// A table of plain values, and its text for the clipboard and for CSV files.

export interface Column {
  label: string;
  /** Numbers stand at the right, in figures of one width. */
  numeric?: boolean;
  /** Share of the width as a CSS track; equal shares unless said. */
  track?: string;
}

/** Values are asked for cell by cell, so that a long table costs nothing until it is shown or copied. */
export interface DataTable {
  columns: Column[];
  rows: number;
  cell(row: number, column: number): string | number | undefined;
}

/** One line a row, the header first; values hold as many digits as there are. */
export function toDelimited(table: DataTable, delimiter: "\t" | ","): string {
  const quote = (value: string | number | undefined): string => {
    if (value === undefined || (typeof value === "number" && Number.isNaN(value))) return "";
    const text = String(value);
    if (delimiter === "\t") return text.replace(/[\t\r\n]+/g, " ");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [table.columns.map(({ label }) => quote(label)).join(delimiter)];
  for (let row = 0; row < table.rows; row++) {
    lines.push(table.columns.map((_, column) => quote(table.cell(row, column))).join(delimiter));
  }
  return `${lines.join("\n")}\n`;
}
