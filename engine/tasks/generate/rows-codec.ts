// Rows of a table as the numbers that a generator makes, and back: numbers by their modes, categories one-hot; plain JSON.

import { codeValues, isMissingAt, valueText } from "../../data/cells";
import type { Assumption, Column } from "../../data/dataset";
import { fitMixture } from "../../gan/measures/mixture";
import type { Head } from "../../gan/shapes";
import { countOf } from "../../words";
import { argmax } from "../classify/metrics";
import type { Breathe } from "../table/matrix";

/** How a column becomes numbers. A cell that is missing, where some are, is one more category or mode. */
export type ColumnCodec =
  | {
      /** (value − mean) / scale, of points. */
      kind: "number";
      column: string;
      mean: number;
      scale: number;
      decimals: number;
    }
  | {
      /**
       * Mode-specific normalisation (L. Xu et al., "Modeling tabular data using conditional GAN", 2019): the Gaussian that a
       * value most likely comes from, one-hot, and before it (value − centre) / span, from −1 to 1.
       */
      kind: "modes";
      column: string;
      weights: number[];
      centres: number[];
      deviations: number[];
      /** The largest distance of a training value from the centre of its mode. */
      spans: number[];
      missing: boolean;
      decimals: number;
      /** Milliseconds that values are rounded to, of dates. */
      date?: number;
    }
  | {
      /** One of few values, one-hot. */
      kind: "levels";
      column: string;
      levels: (number | string)[];
      missing: boolean;
    };

export interface RowsCodec {
  columns: ColumnCodec[];
}

/** A numeric column with at most this many different values is one of levels, where each comes often enough. */
const fewValues = 12;
const rowsPerValue = 5;
/** Modes of a column at most. */
const mostModes = 10;
const day = 86_400_000;

/** Fits on the rows `train`; `points` are standardised and nothing else. What was assumed is added to `assumptions`. */
export async function fitRowsCodec(
  columns: readonly Column[],
  train: Uint32Array,
  points: boolean,
  assumptions: Assumption[],
  breathe: Breathe,
): Promise<RowsCodec> {
  const fitted: ColumnCodec[] = [];
  for (const column of columns) {
    if (points && column.storage === "numeric") fitted.push(numberCodec(column.name, presentValues(column, train)));
    else fitted.push(await fitColumn(column, train, breathe));
    await breathe();
  }
  const missing = fitted.filter((codec) => codec.kind !== "number" && codec.missing).map(({ column }) => column);
  if (missing.length > 0) {
    const names = missing.slice(0, 6).map((name) => `“${name}”`);
    const more = missing.length > names.length ? ` and ${missing.length - names.length} more` : "";
    const text = `Cells are missing in ${names.join(", ")}${more}: generated rows lack some as often as the training rows do.`;
    assumptions.push({ text });
  }
  const modes = fitted.filter((codec) => codec.kind === "modes" && codec.centres.length > 1);
  if (modes.length > 0) {
    const named = modes
      .slice(0, 6)
      .map((codec) => `“${codec.column}” (${codec.kind === "modes" && codec.centres.length})`);
    const more = modes.length > named.length ? ` and ${modes.length - named.length} more` : "";
    const text = `${countOf(modes.length, "column")} of numbers with several modes: ${named.join(", ")}${more}; each value is told by its mode and its place in it.`;
    assumptions.push({ text });
  }
  return { columns: fitted };
}

async function fitColumn(column: Column, train: Uint32Array, breathe: Breathe): Promise<ColumnCodec> {
  const missing = train.some((row) => isMissingAt(column, row));
  const coded = codeValues(column, Math.min(fewValues, train.length / rowsPerValue));
  if (column.storage === "coded" || (coded && column.type !== "date")) {
    const { codes, texts } = coded ?? codeValues(column)!;
    const seen = new Set<number>();
    for (const row of train) if (codes[row] >= 0) seen.add(codes[row]);
    const levels = [...seen].map((code) => (column.storage === "coded" ? texts[code] : Number(texts[code])));
    levels.sort((a, b) => (a < b ? -1 : 1));
    return { kind: "levels", column: column.name, levels, missing };
  }
  const values = presentValues(column as Extract<Column, { storage: "numeric" }>, train);
  const { mean, scale } = momentsOf(values);
  // Around 0 with deviation 1: dates are beyond what densities can be told apart at.
  const mixture = await fitMixture(
    Float64Array.from(values, (value) => (value - mean) / scale),
    1,
    breathe,
    {
      most: mostModes,
    },
  );
  const codec = {
    kind: "modes" as const,
    column: column.name,
    weights: Array.from(mixture.weights),
    centres: Array.from(mixture.centres, (centre) => mean + scale * centre),
    deviations: Array.from(mixture.deviations, (deviation) => scale * deviation),
    spans: [] as number[],
    missing,
    decimals: column.type === "date" ? 0 : decimalsOf(values),
    ...(column.type === "date" ? { date: values.every((value) => value % day === 0) ? day : 1 } : {}),
  };
  codec.spans = codec.centres.map(() => 0);
  for (const value of values) {
    const mode = modeOf(codec, value);
    codec.spans[mode] = Math.max(codec.spans[mode], Math.abs(value - codec.centres[mode]));
  }
  return codec;
}

function numberCodec(column: string, values: Float64Array): ColumnCodec {
  return { kind: "number", column, ...momentsOf(values), decimals: decimalsOf(values) };
}

function presentValues({ values }: Extract<Column, { storage: "numeric" }>, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]).filter((value) => !Number.isNaN(value));
}

function momentsOf(values: Float64Array): { mean: number; scale: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, scale: Math.sqrt(variance) || 1 };
}

/** Decimals that the values are written with, at most 12. */
function decimalsOf(values: Float64Array): number {
  let most = 0;
  for (const value of values) {
    if (most < 12 && value !== Number(value.toFixed(most))) {
      while (most < 12 && value !== Number(value.toFixed(most))) most++;
    }
  }
  return most;
}

/** The component that a value most likely comes from. */
function modeOf(
  { weights, centres, deviations }: Pick<Extract<ColumnCodec, { kind: "modes" }>, "weights" | "centres" | "deviations">,
  value: number,
): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < centres.length; k++) {
    const z = (value - centres[k]) / deviations[k];
    const likelihood = Math.log(weights[k] / deviations[k]) - (z * z) / 2;
    if (likelihood > most) [best, most] = [k, likelihood];
  }
  return best;
}

/** Numbers of the one-hot part. */
const choices = (codec: ColumnCodec): number => {
  if (codec.kind === "number") return 0;
  const own = codec.kind === "modes" ? codec.centres.length : codec.levels.length;
  return own + (codec.missing ? 1 : 0);
};

/** What the generator's outputs are, in the order of the encoded numbers. */
export function headsOf({ columns }: RowsCodec): Head[] {
  return columns.flatMap((codec): Head[] => {
    if (codec.kind === "number") return [{ kind: "linear", size: 1 }];
    const count = choices(codec);
    if (codec.kind === "levels") return [{ kind: "category", size: count }];
    return [{ kind: "tanh", size: 1 }, ...(count > 1 ? [{ kind: "category" as const, size: count }] : [])];
  });
}

const widthOf = (codec: ColumnCodec): number => {
  const count = choices(codec);
  if (codec.kind === "number") return 1;
  return codec.kind === "levels" ? count : 1 + (count > 1 ? count : 0);
};

/** Some rows of a table, row-major. Categories that no training row had are all 0. */
export function encodeRows(
  { columns: codecs }: RowsCodec,
  columns: readonly Column[],
  rows: Uint32Array,
): Float32Array {
  const width = codecs.reduce((sum, codec) => sum + widthOf(codec), 0);
  const encoded = new Float32Array(rows.length * width);
  let offset = 0;
  for (const [index, codec] of codecs.entries()) {
    const write = writerOf(codec, columns[index]);
    for (let i = 0; i < rows.length; i++) write(rows[i], encoded, i * width + offset);
    offset += widthOf(codec);
  }
  return encoded;
}

function writerOf(codec: ColumnCodec, column: Column): (row: number, out: Float32Array, at: number) => void {
  if (codec.kind === "levels") {
    const { codes, texts } = codeValues(column)!;
    const slots = new Map(codec.levels.map((level, slot) => [String(level), slot]));
    const byCode = texts.map((text) => slots.get(text) ?? -1);
    return (row, out, at) => {
      const slot = codes[row] < 0 ? (codec.missing ? codec.levels.length : -1) : byCode[codes[row]];
      if (slot >= 0) out[at + slot] = 1;
    };
  }
  const { values } = column as Extract<Column, { storage: "numeric" }>;
  if (codec.kind === "number") {
    return (row, out, at) => {
      out[at] = (values[row] - codec.mean) / codec.scale;
    };
  }
  const oneHot = choices(codec) > 1;
  return (row, out, at) => {
    const value = values[row];
    if (Number.isNaN(value)) {
      if (codec.missing) out[at + 1 + codec.centres.length] = 1;
      return;
    }
    const mode = modeOf(codec, value);
    const span = codec.spans[mode];
    // Values that no training row came near to are held at the end of their mode.
    out[at] = span > 0 ? Math.max(-1, Math.min(1, (value - codec.centres[mode]) / span)) : 0;
    if (oneHot) out[at + 1 + mode] = 1;
  };
}

/** How cells of dates are given: as the file writes them, or as milliseconds since 1970, which can be measured. */
export type DateCells = "text" | "number";

/** Rows of values from encoded ones, each as its column writes it: numbers with its decimals; "" where a cell is missing. */
export function decodeRows(
  { columns }: RowsCodec,
  encoded: Float32Array,
  dates: DateCells = "text",
): (number | string)[][] {
  const width = columns.reduce((sum, codec) => sum + widthOf(codec), 0);
  return Array.from({ length: encoded.length / width }, (_, row) => {
    let at = row * width;
    return columns.map((codec) => {
      const cell = decodeCell(codec, encoded, at, dates);
      at += widthOf(codec);
      return cell;
    });
  });
}

function decodeCell(codec: ColumnCodec, encoded: Float32Array, at: number, dates: DateCells): number | string {
  if (codec.kind === "number") return rounded(codec.mean + codec.scale * encoded[at], codec.decimals);
  const count = choices(codec);
  if (codec.kind === "levels") return codec.levels[argmax(encoded, at, count)] ?? "";
  const mode = count > 1 ? argmax(encoded, at + 1, count) : 0;
  if (mode === codec.centres.length) return "";
  const value = codec.centres[mode] + codec.spans[mode] * encoded[at];
  if (codec.date === undefined) return rounded(value, codec.decimals);
  const time = Math.round(value / codec.date) * codec.date;
  return dates === "text" ? valueText(time, true) : time;
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
