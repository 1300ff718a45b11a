// From cells to the numbers that a network takes: fitted on training rows only, and a plain object that predict keeps.

import { InputError } from "../errors";
import { codeValues, columnNamed, isMissingAt, valueText } from "./cells";
import type { Assumption, Column, Dataset } from "./dataset";
import { firstOf } from "./listing";

/** How one column becomes features; everything in it is plain JSON. */
export type FeatureEncoding =
  | {
      kind: "number" | "date";
      column: string;
      /** The feature is (value − mean) / scale; a missing cell counts as `fill`, the median of the training rows. */
      fill: number;
      mean: number;
      scale: number;
      /** Whether a second feature says 1 where the cell is missing: only where training rows lack some. */
      indicator: boolean;
    }
  | {
      kind: "category";
      column: string;
      /** One feature each, 1 where the cell has it. */
      levels: string[];
      /** Levels that share one more feature, "other"; empty without one. */
      other: string[];
      /** Whether one more feature says 1 where the cell is missing: as above. */
      indicator: boolean;
    };

export type TargetEncoding =
  | { kind: "class"; column: string; classes: string[] }
  | { kind: "number"; column: string; mean: number; scale: number }
  /** Several labels a row, in the order of the data. */
  | { kind: "labels"; column: string; labels: string[] };

/** What a run stores beside its weights, so that `predict` builds the same matrix from other rows. */
export interface Encoder {
  version: 1;
  features: FeatureEncoding[];
  target: TargetEncoding;
}

export interface FitOptions {
  task: "classify" | "regress";
  target: string;
  /** The columns to predict from; without it, all that can serve. */
  features?: readonly string[];
  /** Centre and scale numbers; true unless said. */
  standardizeFeatures?: boolean;
  /** Centre and scale a numeric target; true unless said. */
  standardizeTarget?: boolean;
}

/** At most this many levels of a category have a feature of their own. */
export const levelLimit = 32;

/** With more than this many levels, those with fewer than `rareRows` training rows go to "other". */
const rareLevels = 10;
const rareRows = 3;

/** Of the columns that cannot serve, this many are named when none can. */
const namedReasons = 6;

/** Fits an encoder on `train` rows. Throws InputError where a column is missing or cannot serve as it is meant to. */
export function fitEncoder(
  dataset: Dataset,
  train: Uint32Array,
  options: FitOptions,
): { encoder: Encoder; assumptions: Assumption[] } {
  const target = fitTargetEncoding(dataset, train, options);
  const assumptions: Assumption[] = [];
  reportTarget(columnNamed(dataset, options.target), dataset, assumptions);
  const features = fitFeatureEncodings(dataset, train, options, assumptions);
  return { encoder: { version: 1, features, target }, assumptions };
}

/** The part of `fitEncoder` that concerns the target. */
export function fitTargetEncoding(dataset: Dataset, train: Uint32Array, options: FitOptions): TargetEncoding {
  const target = columnNamed(dataset, options.target);
  if (options.features?.includes(options.target)) {
    throw new InputError(`The target “${options.target}” is listed among the features; take it out.`, {
      file: dataset.name,
    });
  }
  if (train.length === 0) throw new InputError("There are no training rows.", { file: dataset.name });
  refuseHuge(dataset, target);
  return fitTarget(dataset, target, train, options);
}

/** The part of `fitEncoder` that concerns what is predicted from; what was assumed is added to `assumptions`. */
export function fitFeatureEncodings(
  dataset: Dataset,
  train: Uint32Array,
  options: Pick<FitOptions, "features" | "standardizeFeatures"> & { target?: string },
  assumptions: Assumption[],
): FeatureEncoding[] {
  const target = options.target === undefined ? undefined : columnNamed(dataset, options.target);
  const candidates = options.features
    ? options.features.map((name) => columnNamed(dataset, name))
    : dataset.columns.filter((column) => column !== target);
  const named = options.features !== undefined;
  const place = { file: dataset.name, line: dataset.lines?.[0] };
  const features: FeatureEncoding[] = [];
  const reasons: string[] = [];
  for (const column of candidates) {
    if (named && isFreeText(column)) {
      throw new InputError(
        `“${column.name}” is free text, nearly every value different, and cannot serve as a feature; take it out of data.features.`,
        place,
      );
    }
    const feature = fitFeature(column, train, options.standardizeFeatures ?? true, named);
    if (typeof feature === "string") {
      reasons.push(`“${column.name}” ${feature}`);
      assumptions.push({ text: `Column “${column.name}” is left out: it ${feature}.` });
    } else {
      refuseHuge(dataset, column);
      features.push(feature);
      reportFeature(feature, column, train, assumptions);
    }
  }
  if (features.length === 0) {
    const why = reasons.length > 0 ? firstOf(reasons, namedReasons) : "there is no other column";
    const what = target ? `“${target.name}” from` : "from";
    const message = `No column is left to predict ${what}: ${why}; add a column of numbers or categories.`;
    throw new InputError(message, place);
  }
  return features;
}

/** Names of the matrix's columns, with the column they come from and how. */
export function featureNames(encoder: Encoder): { name: string; column: string; encoding: string }[] {
  return encoder.features.flatMap((feature) => {
    const { column } = feature;
    const missing = feature.indicator ? [{ name: `${column} is missing`, column, encoding: "missing" }] : [];
    if (feature.kind !== "category") {
      const encoding = feature.scale === 1 && feature.mean === 0 ? feature.kind : `standardized ${feature.kind}`;
      return [{ name: column, column, encoding }, ...missing];
    }
    const levels = feature.other.length > 0 ? [...feature.levels, "(other)"] : feature.levels;
    return [...levels.map((level) => ({ name: `${column}=${level}`, column, encoding: "one-hot" })), ...missing];
  });
}

/** A row-major matrix [rows.length × features]. */
export interface FeatureMatrix {
  values: Float32Array;
  rows: number;
  features: number;
  /** Cells whose level no training row had; all their features are 0. */
  unseen: number;
  /** Cells that are no numbers where the encoder wants numbers; they count as missing. */
  unreadable: number;
}

/** The features of `rows` (all rows without it). Throws InputError that names a column the table lacks. */
export function encodeFeatures(encoder: Encoder, dataset: Dataset, rows?: Uint32Array): FeatureMatrix {
  const chosen = rows ?? Uint32Array.from({ length: dataset.rows }, (_, row) => row);
  const width = encoder.features.reduce((sum, feature) => sum + widthOf(feature), 0);
  const matrix = { values: new Float32Array(chosen.length * width), rows: chosen.length, features: width };
  const counts = { unseen: 0, unreadable: 0 };
  let offset = 0;
  for (const feature of encoder.features) {
    const column = dataset.columns.find((candidate) => candidate.name === feature.column);
    if (!column) {
      throw new InputError(`The column “${feature.column}”, which the model was trained on, is not in this table.`, {
        file: dataset.name,
      });
    }
    if (feature.kind === "category") writeLevels(feature, column, chosen, matrix.values, width, offset, counts);
    else writeNumbers(feature, column, chosen, matrix.values, width, offset, counts);
    offset += widthOf(feature);
  }
  return { ...matrix, ...counts };
}

/** Class index of each row, −1 where it is missing or no class of the training rows. */
export function encodeClasses(encoder: Encoder, dataset: Dataset, rows: Uint32Array): Int32Array {
  const { target } = encoder;
  if (target.kind !== "class") throw new Error("The target of this encoder is a number.");
  const coded = codeValues(columnNamed(dataset, target.column))!;
  const indices = new Map(target.classes.map((name, index) => [name, index]));
  const byCode = coded.texts.map((text) => indices.get(text) ?? -1);
  return Int32Array.from(rows, (row) => (coded.codes[row] < 0 ? -1 : byCode[coded.codes[row]]));
}

/** (value − mean) / scale of each row, NaN where it is missing. */
export function encodeValues(encoder: Encoder, dataset: Dataset, rows: Uint32Array): Float32Array {
  const { target } = encoder;
  if (target.kind !== "number") throw new Error("The target of this encoder is a class.");
  const values = numbersOf(columnNamed(dataset, target.column)).values;
  return Float32Array.from(rows, (row) => (values[row] - target.mean) / target.scale);
}

/** A network's output in the target's own unit. */
export function decodeValue(target: Extract<TargetEncoding, { kind: "number" }>, output: number): number {
  return output * target.scale + target.mean;
}

/** Squares of numbers beyond this would leave double precision. */
const hugeValue = 1e100;

function refuseHuge(dataset: Dataset, column: Column): void {
  if (column.storage !== "numeric") return;
  const row = column.values.findIndex((value) => Math.abs(value) > hugeValue);
  if (row < 0) return;
  throw new InputError(
    `“${column.name}” holds ${column.values[row].toExponential(1)}, too large to compute with; write it in a larger unit.`,
    { file: dataset.name, line: dataset.lines?.[row] },
  );
}

function fitTarget(dataset: Dataset, column: Column, train: Uint32Array, options: FitOptions): TargetEncoding {
  const { file, line } = { file: dataset.name, line: dataset.lines?.[0] };
  if (column.missing === dataset.rows) {
    throw new InputError(`The target “${column.name}” has no values at all; choose another column.`, { file, line });
  }
  if (options.task === "regress") {
    if (column.storage === "coded") {
      throw new InputError(`The target “${column.name}” is not a number; choose the task classify.`, { file, line });
    }
    const { mean, scale } = moments(column.values, train);
    const standardize = options.standardizeTarget ?? true;
    return { kind: "number", column: column.name, mean: standardize ? mean : 0, scale: standardize ? scale : 1 };
  }
  const coded = codeValues(column, 1000);
  if (!coded) {
    throw new InputError(`The target “${column.name}” has over 1000 values; choose the task regress.`, { file, line });
  }
  const classes = coded.texts.filter((_, code) => coded.counts[code] > 0);
  if (classes.length < 2) {
    throw new InputError(
      `The target “${column.name}” has one class only (“${classes[0]}”); two are needed to learn a difference.`,
      { file, line },
    );
  }
  if (column.storage === "coded") classes.sort((a, b) => (a < b ? -1 : 1));
  else classes.sort((a, b) => Number(a) - Number(b));
  return { kind: "class", column: column.name, classes };
}

function isFreeText(column: Column): boolean {
  return column.type === "text" || (column.type === "id" && column.storage === "coded");
}

/** The encoding, or the reason why there is none, a predicate of the column. A column asked for by name serves if it possibly can. */
function fitFeature(
  column: Column,
  train: Uint32Array,
  standardize: boolean,
  named: boolean,
): FeatureEncoding | string {
  if (!named && column.type === "constant") {
    return column.missing > 0 ? "has no values to learn from" : "never changes";
  }
  if (!named && column.type === "id") return "numbers the rows";
  if (isFreeText(column)) return "is free text, nearly every value different";
  const name = column.name;
  if (column.storage === "numeric") {
    const present = presentValues(column.values, train);
    const indicator = present.length < train.length;
    if (present.length === 0) return "has no values among the training rows";
    const { mean, scale } = moments(column.values, train);
    const fill = median(present);
    const kind = column.type === "date" ? "date" : "number";
    // Dates are standardised whatever is said: their milliseconds are beyond single precision.
    const centred = standardize || kind === "date";
    return {
      kind,
      column: name,
      fill,
      mean: centred ? mean : 0,
      scale: centred ? scale : 1,
      indicator,
    };
  }
  const counts = new Array<number>(column.categories.length).fill(0);
  for (const row of train) if (column.codes[row] >= 0) counts[column.codes[row]]++;
  const present = [...counts.keys()].filter((code) => counts[code] > 0).sort((a, b) => counts[b] - counts[a] || a - b);
  if (present.length === 0) return "has no values among the training rows";
  const own = present.filter(
    (code, rank) => rank < levelLimit && (present.length <= rareLevels || counts[code] >= rareRows),
  );
  const kept = new Set(own);
  const other = present.filter((code) => !kept.has(code));
  const texts = (codes: number[]) => codes.map((code) => column.categories[code]);
  const indicator = present.reduce((sum, code) => sum + counts[code], 0) < train.length;
  return { kind: "category", column: name, levels: texts(own), other: texts(other), indicator };
}

function reportTarget(target: Column, dataset: Dataset, assumptions: Assumption[]): void {
  if (target.missing === 0) return;
  const rows = dataset.rows;
  let first = 0;
  while (first < rows && !isMissingAt(target, first)) first++;
  const [count, verb] = target.missing === 1 ? ["1 row", "is"] : [`${target.missing} rows`, "are"];
  assumptions.push({
    text: `${count} without a value of “${target.name}” ${verb} left out.`,
    line: dataset.lines?.[first],
  });
}

function reportFeature(feature: FeatureEncoding, column: Column, train: Uint32Array, assumptions: Assumption[]): void {
  if (feature.kind === "category") {
    if (feature.other.length === 0) return;
    const text = `${feature.other.length} less frequent values of “${column.name}” are taken together as “other”.`;
    assumptions.push({ text });
    return;
  }
  if (!feature.indicator || column.storage !== "numeric") return;
  const missing = train.reduce((sum, row) => sum + (Number.isNaN(column.values[row]) ? 1 : 0), 0);
  const fill = valueText(feature.fill, feature.kind === "date");
  assumptions.push({
    text: `Missing cells of “${column.name}” (${missing} of ${train.length} training rows) are filled with the training rows' median, ${fill}, and marked by a feature of their own.`,
  });
}

function widthOf(feature: FeatureEncoding): number {
  const own = feature.kind === "category" ? feature.levels.length + (feature.other.length > 0 ? 1 : 0) : 1;
  return own + (feature.indicator ? 1 : 0);
}

function writeNumbers(
  feature: Exclude<FeatureEncoding, { kind: "category" }>,
  column: Column,
  rows: Uint32Array,
  out: Float32Array,
  width: number,
  offset: number,
  counts: { unreadable: number },
): void {
  const { fill, mean, scale, indicator } = feature;
  const { values, unreadable } = numbersOf(column);
  counts.unreadable += rows.reduce((sum, row) => sum + (unreadable?.[row] ? 1 : 0), 0);
  for (let i = 0, at = offset; i < rows.length; i++, at += width) {
    const value = values[rows[i]];
    const missing = Number.isNaN(value);
    out[at] = ((missing ? fill : value) - mean) / scale;
    if (indicator && missing) out[at + 1] = 1;
  }
}

function writeLevels(
  feature: Extract<FeatureEncoding, { kind: "category" }>,
  column: Column,
  rows: Uint32Array,
  out: Float32Array,
  width: number,
  offset: number,
  counts: { unseen: number },
): void {
  const { levels, other, indicator } = feature;
  const coded = codeValues(column)!;
  const slots = new Map(levels.map((level, index) => [level, index]));
  for (const level of other) slots.set(level, levels.length);
  const byCode = Int32Array.from(coded.texts, (text) => slots.get(text) ?? -1);
  const missingSlot = indicator ? levels.length + (other.length > 0 ? 1 : 0) : -1;
  for (let i = 0, at = offset; i < rows.length; i++, at += width) {
    const code = coded.codes[rows[i]];
    const slot = code < 0 ? missingSlot : byCode[code];
    if (slot >= 0) out[at + slot] = 1;
    else if (code >= 0) counts.unseen++;
  }
}

/** A column as numbers; one read as words gives those of its words that are numbers, and marks the others. */
function numbersOf(column: Column): { values: Float64Array; unreadable?: Uint8Array } {
  if (column.storage === "numeric") return { values: column.values };
  const byCode = column.categories.map((text) => (text.trim() === "" ? Number.NaN : Number(text)));
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : byCode[code]));
  const unreadable = Uint8Array.from(column.codes, (code) => (code >= 0 && Number.isNaN(byCode[code]) ? 1 : 0));
  return { values, unreadable };
}

function presentValues(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]).filter((value) => !Number.isNaN(value));
}

/** Mean and standard deviation (divided by n) over rows that have a value; a scale of 0 counts as 1. */
function moments(values: Float64Array, rows: Uint32Array): { mean: number; scale: number } {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    sum += values[row];
    count++;
  }
  const mean = count === 0 ? 0 : sum / count;
  let squares = 0;
  for (const row of rows) if (!Number.isNaN(values[row])) squares += (values[row] - mean) ** 2;
  return { mean, scale: Math.sqrt(squares / Math.max(1, count)) || 1 };
}

function median(values: Float64Array): number {
  const ordered = values.sort();
  const middle = ordered.length >> 1;
  return ordered.length % 2 === 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
}
