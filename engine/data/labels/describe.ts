// What a table, or a folder of pictures, says of several labels: how many there are, which, and how many a row carries.

import type { Dataset } from "../dataset";
import type { LabelSets } from "./label-sets";
import { findLabels, type LabelLayout } from "./layout";
import { labelSetsOf, type TableLabels } from "./read";

/** Labels that a description names. */
const named = 60;

export interface LabelsDescription {
  count: number;
  /** Rows, or pictures, whose labels are known. */
  rows: number;
  /** Labels that one of them carries on average. */
  cardinality: number;
  kind: LabelLayout["kind"];
  /** What says that they are labels. */
  from: Extract<LabelLayout, { kind: "columns" }>["from"] | "list";
  /** At most 60, in the order of the data, with the rows that carry each. */
  names: string[];
  rowsOf: number[];
  /** Of a list: its column, and what separates the labels in a cell. */
  column?: string;
  separator?: string;
  /** The XML that names the labels, or the table that pictures have them from; as a path. */
  file?: string;
}

export function describeLabels(
  { names, rowPointers, indices }: LabelSets,
  layout: LabelLayout,
  { rows = rowPointers.length - 1, file }: { rows?: number; file?: string } = {},
): LabelsDescription {
  const rowsOf = new Uint32Array(names.length);
  for (const label of indices) rowsOf[label]++;
  return {
    count: names.length,
    rows,
    cardinality: rows === 0 ? 0 : indices.length / rows,
    kind: layout.kind,
    from: layout.kind === "list" ? "list" : layout.from,
    names: names.slice(0, named),
    rowsOf: Array.from(rowsOf.subarray(0, named)),
    ...(layout.kind === "list" ? { column: layout.column, separator: layout.separator } : {}),
    ...(file === undefined ? {} : { file }),
  };
}

/**
 * Undefined for a table without several labels; `xml` names them.
 * @throws InputError where the table lacks labels of the XML, or has other cells than labels have
 */
export function labelsOfTable(
  dataset: Dataset,
  xml?: { path: string; names: readonly string[] },
): { description: LabelsDescription; said: Pick<TableLabels, "assumptions" | "problems"> } | undefined {
  const layout = findLabels(dataset, xml?.names);
  if (!layout) return undefined;
  const { sets, missing, assumptions, problems } = labelSetsOf(dataset, layout);
  const rows = dataset.rows - missing.length;
  return { description: describeLabels(sets, layout, { rows, file: xml?.path }), said: { assumptions, problems } };
}
