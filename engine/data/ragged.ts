// Rows with another number of cells than there are columns: the first ones by line, all of them by number.

import type { Problem } from "./dataset";
import { firstOf } from "./listing";

/** Lines that are named. */
const namedLines = 5;

/** Counts rows of one fault; `what` they have and its `consequence` are parts of the sentence. */
export class Ragged {
  private readonly lines: string[] = [];
  private count = 0;

  constructor(
    private readonly what: string,
    private readonly consequence: string,
  ) {}

  add(line: number): void {
    this.count++;
    if (this.lines.length < namedLines) this.lines.push(String(line));
  }

  problems(columns: number): Problem[] {
    if (this.count === 0) return [];
    const rows = this.count === 1 ? "1 row has" : `${this.count} rows have`;
    const where = `${this.count === 1 ? "line" : "lines"} ${firstOf(this.lines, namedLines, this.count)}`;
    return [
      {
        code: "ragged-row",
        severity: "warning",
        text: `${rows} ${this.what} (${columns}): ${where}; ${this.consequence}.`,
        line: Number(this.lines[0]),
      },
    ];
  }
}
