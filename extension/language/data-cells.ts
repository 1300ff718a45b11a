// Where the cells of a line stand, for text tables.

/** The delimiter that cuts the header into the most cells. */
export function delimiterOf(header: string): string {
  const candidates = [",", "\t", ";", "|"];
  const counts = candidates.map((delimiter) => cells(header, delimiter).length);
  return candidates[counts.indexOf(Math.max(...counts))];
}

/** Start and end (exclusive) of each cell of a line, quotation marks included; delimiters inside quotes do not count. */
export function cells(line: string, delimiter: string): [start: number, end: number][] {
  const found: [number, number][] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    if (line[at] !== delimiter || quoted) continue;
    found.push([start, at]);
    start = at + 1;
  }
  found.push([start, line.length]);
  return found;
}

/** The text of a cell without quotation marks and blanks around it. */
export function cellText(line: string, [start, end]: [number, number]): string {
  return line
    .slice(start, end)
    .replace(/^\uFEFF/, "")
    .trim()
    .replace(/^"(.*)"$/s, "$1")
    .replaceAll('""', '"');
}
