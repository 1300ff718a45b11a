// What a person wants to know of a table before training on it: the type and summary of every column, and what was assumed.

import { InputError } from "../errors";
import { codeValues } from "./cells";
import type { Assumption, Column, ColumnType, Dataset, Problem } from "./dataset";
import type { LabelXml } from "./labels/beside";
import { type LabelsDescription, labelsOfTable } from "./labels/describe";
import { suggestTargets } from "./targets";

export interface ColumnProfile {
  name: string;
  type: ColumnType;
  missing: number;
  /** Number of different values (missing ones not counted); for numbers counted up to 10 000. */
  distinct: number;
  /** Of numbers and dates. */
  minimum?: number;
  maximum?: number;
  mean?: number;
  /** Of a sample (divided by n − 1). */
  standardDeviation?: number;
  /** The most frequent values, most frequent first, at most 20: of categories. */
  top?: { value: string; count: number }[];
}

/** The `describe` verb's answer; the keys that apply. */
export interface Description {
  event: "description";
  format: string;
  rows: number;
  columns: ColumnProfile[];
  /** Columns that could be predicted, best guess first. */
  targets: TargetSuggestion[];
  /** Labels of which a row may carry several; absent without them. */
  labels?: LabelsDescription;
  assumptions: Assumption[];
  problems: Problem[];
}

export interface TargetSuggestion {
  column: string;
  task: "classify" | "regress";
  /** Number of classes, for `classify`. */
  classes?: number;
  /** One clause: why this column. */
  reason: string;
}

/** Values of a category that a profile lists. */
const topValues = 20;

/** Different numbers are counted up to this many. */
const distinctLimit = 10_000;

/** Everything that `describe` says of a table; `xml` names its labels where one lies beside it. */
export function profile(dataset: Dataset, xml?: LabelXml): Description {
  const { labels, assumptions, problems } = labelsSaid(dataset, xml);
  return {
    event: "description",
    format: dataset.format,
    rows: dataset.rows,
    columns: dataset.columns.map(profileColumn),
    targets: suggestTargets(dataset),
    ...(labels ? { labels } : {}),
    assumptions: [...dataset.assumptions, ...assumptions],
    problems: [...dataset.problems, ...problems],
  };
}

/** A table whose labels cannot be read is described all the same. */
function labelsSaid(
  dataset: Dataset,
  xml: LabelXml | undefined,
): Pick<Description, "labels" | "assumptions" | "problems"> {
  try {
    const found = labelsOfTable(dataset, xml);
    if (!found) return { assumptions: [], problems: [] };
    const { description, said } = found;
    return { labels: description, ...said, assumptions: [...(xml?.assumptions ?? []), ...said.assumptions] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { line } = error.place;
    const problem: Problem = { code: "labels", severity: "warning", text: error.message, line };
    return { assumptions: [], problems: [problem] };
  }
}

function profileColumn(column: Column): ColumnProfile {
  const { name, type, missing } = column;
  if (column.storage === "coded") {
    const { counts, texts } = codeValues(column)!;
    const base = { name, type, missing, distinct: texts.length };
    if (type === "text" || type === "id") return base;
    const order = [...counts.keys()].sort((a, b) => counts[b] - counts[a]).slice(0, topValues);
    return { ...base, top: order.map((code) => ({ value: texts[code], count: counts[code] })) };
  }
  const { values } = column;
  const seen = new Set<number>();
  let [minimum, maximum, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (seen.size < distinctLimit) seen.add(value);
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    sum += value;
  }
  const count = values.length - missing;
  if (count === 0) return { name, type, missing, distinct: 0 };
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const standardDeviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  return { name, type, missing, distinct: seen.size, minimum, maximum, mean, standardDeviation };
}
