// What a graph file says of its nodes or edges one by one, made into columns.

import { ColumnBuilder } from "../column-builder";
import { finishColumn } from "../column-finish";
import type { Assumption, Column, Problem } from "../dataset";
import { addJsonValue } from "../json/rows";

export interface AttributeContext {
  lines?: Uint32Array;
  assumptions: Assumption[];
  problems: Problem[];
}

interface Attribute {
  values: unknown[];
  /** Whether the file says that the values are texts, even when all of them look like numbers. */
  text: boolean;
  default?: unknown;
}

/** Values by name and row; a row that says nothing has the attribute's default, or a missing value. */
export class Attributes {
  private readonly byName = new Map<string, Attribute>();

  /** Says what there is in advance; attributes that no row has are left out unless they have a default. */
  declare(name: string, text: boolean, byDefault?: unknown): void {
    if (!this.byName.has(name)) this.byName.set(name, { values: [], text, default: byDefault });
  }

  /** What rows that say nothing have, of an attribute that is declared. */
  declareDefault(name: string, byDefault: unknown): void {
    this.byName.get(name)!.default = byDefault;
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** The first value of a row stays; returns whether it is this one. */
  set(name: string, row: number, value: unknown): boolean {
    this.declare(name, false);
    const attribute = this.byName.get(name)!;
    if (attribute.values[row] !== undefined) return false;
    attribute.values[row] = value;
    return true;
  }

  /** Columns of `rows` values; `order` gives the row that each of them comes from. */
  finish(rows: number, context: AttributeContext, order?: Uint32Array): Column[] {
    const used = [...this.byName].filter(
      ([, { values, default: byDefault }]) => values.length > 0 || byDefault !== undefined,
    );
    return rows === 0
      ? []
      : used.map(([name, attribute], index) => {
          const fill = (mode: "sniff" | "text" | "words") => {
            const builder = new ColumnBuilder(mode);
            for (let row = 0; row < rows; row++) {
              addJsonValue(builder, attribute.values[order ? order[row] : row] ?? attribute.default);
            }
            return builder;
          };
          const column = (builder: ColumnBuilder) =>
            finishColumn(builder, { ...context, name, index: index + 1, columns: used.length + 1, markers: new Map() });
          if (!attribute.text) return column(fill("sniff")) ?? column(fill("text"))!;
          const texts = fill("text");
          return column(["number", "date"].includes(texts.decide().kind) ? fill("words") : texts)!;
        });
  }
}
