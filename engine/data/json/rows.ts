// Rows that come as parsed JSON values: their keys become columns, one level of nesting becomes `outer.inner`.

import { ColumnBuilder } from "../column-builder";
import type { Assumption } from "../dataset";
import { growingLines } from "../growing";
import { firstOf, quoted } from "../listing";

/** Collects objects or arrays, one a row. */
export class JsonRows {
  readonly names: string[] = [];
  readonly builders: ColumnBuilder[] = [];
  readonly lines = growingLines();
  private readonly indices = new Map<string, number>();
  private count = 0;
  private nested = false;
  private asText = new Set<string>();
  private readonly sizes = new Map<string, number>();

  constructor(private readonly textColumns: ReadonlySet<number>) {}

  /** Rows so far. */
  get rows(): number {
    return this.count;
  }

  add(row: object, line: number): void {
    if (Array.isArray(row)) {
      for (let i = 0; i < row.length; i++) this.put(`column${i + 1}`, row[i]);
    } else {
      for (const [key, value] of Object.entries(row)) {
        if (value !== null && typeof value === "object" && !Array.isArray(value)) {
          this.nested = true;
          for (const [inner, part] of Object.entries(value)) this.put(`${key}.${inner}`, part);
        } else this.put(key, value);
      }
    }
    this.count++;
    for (const builder of this.builders) if (builder.rows < this.count) builder.addMissing();
    this.lines.push(line);
  }

  /** Names of columns that some row lacks, and how values that are no cells were taken. */
  assumptions(): Assumption[] {
    const said: Assumption[] = [];
    if (this.nested) said.push({ text: "Nested objects are read as columns named outer.inner." });
    if (this.asText.size > 0) {
      const names = firstOf([...this.asText].map(quoted), 5);
      said.push({ text: `Lists and objects in ${names} are read as text.` });
    }
    const partial = this.names.filter((name) => this.sizes.get(name)! < this.count);
    if (partial.length > 0) {
      const list = partial.map((name) => `${quoted(name)} (${this.count - this.sizes.get(name)!})`);
      said.push({ text: `Rows without a key count as missing there: ${firstOf(list, 5)}.` });
    }
    return said;
  }

  private put(name: string, value: unknown): void {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = this.names.push(name) - 1;
      this.indices.set(name, index);
      const builder = new ColumnBuilder(this.textColumns.has(index) ? "text" : "sniff");
      for (let row = 0; row < this.count; row++) builder.addMissing();
      this.builders.push(builder);
    }
    const builder = this.builders[index];
    if (builder.rows > this.count) return;
    this.sizes.set(name, (this.sizes.get(name) ?? 0) + 1);
    if (typeof value === "object" && value !== null) this.asText.add(name);
    addJsonValue(builder, value);
  }
}

/** Adds a value that JSON can write; lists and objects as their text. */
export function addJsonValue(builder: ColumnBuilder, value: unknown): void {
  if (value === null || value === undefined) builder.addMissing();
  else if (typeof value === "number") builder.addNumber(value);
  else if (typeof value === "object") builder.addText(JSON.stringify(value));
  else builder.addText(String(value));
}
