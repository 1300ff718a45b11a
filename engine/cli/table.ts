// Rows of cells as aligned lines.

/** Columns are as wide as their widest cell, the first ones of text to the left; `right` aligns all but the first right. */
export function table(rows: readonly (readonly string[])[], { right = false } = {}): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, i) => (right && i > 0 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join("  ")
      .trimEnd(),
  );
}
