// How the columns of generated rows, and pairs of them, are distributed beside those of real rows.

import { Random } from "../../core/random";
import { correlation, explained } from "../../data/leaks";
import type { ColumnDistribution, DistributionsEvent } from "../../tasks/generate/events";
import { type Cells, isNumeric } from "./cells";

/** Bins of a histogram, and categories that are shown, at most. */
const bins = 24;
const mostCategories = 40;
const stream = 0x6a40;

/** One column of real and generated rows: numbers, NaN where a cell is missing, or indices of categories. */
type Pair =
  | { kind: "number"; real: Float64Array; generated: Float64Array }
  | { kind: "category"; names: string[]; real: Int32Array; generated: Int32Array };

/**
 * `distance` of numbers is the Kolmogorov–Smirnov statistic, where a cell that is missing counts as below all others; of
 * categories the total variation, where it is one more. `floor` is the same between two halves of the real rows at random.
 * Histograms end at the real values' ends and count what lies beyond in their first or last bin.
 */
export function distributionsOf(
  columns: readonly string[],
  real: Cells,
  generated: Cells,
): Pick<DistributionsEvent, "columns" | "pairs"> {
  const pairs = columns.map((_, column) => pairOf(real, generated, column));
  const halves = new Random(1, stream).shuffle(Uint32Array.from(real.keys()));
  return {
    columns: columns.map((name, column) => distributionOf(name, pairs[column], halves)),
    pairs: { real: associations(pairs, "real"), generated: associations(pairs, "generated") },
  };
}

function pairOf(real: Cells, generated: Cells, column: number): Pair {
  const of = (cells: Cells) => cells.map((row) => row[column]);
  if (isNumeric(real, column)) {
    const numbers = (cells: Cells) =>
      Float64Array.from(of(cells), (cell) => (typeof cell === "number" ? cell : Number.NaN));
    return { kind: "number", real: numbers(real), generated: numbers(generated) };
  }
  const names = [...new Set([...of(real), ...of(generated)].map(String))].sort();
  const index = new Map(names.map((name, i) => [name, i]));
  const codes = (cells: Cells) => Int32Array.from(of(cells), (cell) => index.get(String(cell))!);
  return { kind: "category", names, real: codes(real), generated: codes(generated) };
}

function distributionOf(name: string, pair: Pair, halves: Uint32Array): ColumnDistribution {
  const half = halves.length >> 1;
  if (pair.kind === "number") {
    const { real, generated } = pair;
    const part = (from: number, to?: number) => Float64Array.from(halves.subarray(from, to), (row) => real[row]);
    const edges = edgesOf(real);
    return {
      name,
      edges,
      real: histogram(real, edges),
      generated: histogram(generated, edges),
      distance: kolmogorovSmirnov(real, generated),
      floor: kolmogorovSmirnov(part(0, half), part(half)),
    };
  }
  const { names, real, generated } = pair;
  const shares = (codes: Int32Array) => sharesOf(codes, names.length);
  const part = (from: number, to?: number) => Int32Array.from(halves.subarray(from, to), (row) => real[row]);
  const own = shares(real);
  const shown = [...names.keys()].sort((a, b) => own[b] - own[a] || a - b).slice(0, mostCategories);
  return {
    name,
    categories: shown.map((i) => names[i]),
    real: shown.map((i) => own[i]),
    generated: shown.map((i) => shares(generated)[i]),
    distance: totalVariation(own, shares(generated)),
    floor: totalVariation(shares(part(0, half)), shares(part(half))),
  };
}

function edgesOf(values: Float64Array): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const different = new Set(values).size;
  // Whole numbers of a small range have a bin each.
  if (
    different <= bins &&
    values.every((value) => Number.isNaN(value) || Number.isInteger(value)) &&
    high - low < bins
  ) {
    return Array.from({ length: high - low + 2 }, (_, i) => low - 0.5 + i);
  }
  return Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
}

/** Shares of the values that are there. */
function histogram(values: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  const [low, high] = [edges[0], edges[edges.length - 1]];
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const bin = Math.floor(((value - low) / (high - low)) * counts.length);
    counts[Math.max(0, Math.min(counts.length - 1, bin))]++;
    count++;
  }
  return counts.map((inBin) => (count === 0 ? 0 : inBin / count));
}

/** The largest distance between two empirical distribution functions; NaN counts as below all numbers. */
export function kolmogorovSmirnov(first: Float64Array, second: Float64Array): number {
  const sorted = (values: Float64Array) =>
    values.map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value)).sort();
  const [a, b] = [sorted(first), sorted(second)];
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

function sharesOf(codes: Int32Array, count: number): number[] {
  const shares = new Array<number>(count).fill(0);
  for (const code of codes) shares[code] += 1 / codes.length;
  return shares;
}

const totalVariation = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, share, i) => sum + Math.abs(share - b[i]), 0) / 2;

/** Between each two columns, those that are the same 1. */
function associations(pairs: readonly Pair[], which: "real" | "generated"): number[][] {
  const matrix = pairs.map(() => new Array<number>(pairs.length).fill(1));
  for (let a = 0; a < pairs.length; a++) {
    for (let b = 0; b < a; b++) {
      matrix[a][b] = association(pairs[a], pairs[b], which);
      matrix[b][a] = matrix[a][b];
    }
  }
  return matrix;
}

/** Pearson's r of numbers, the correlation ratio of a number and a category, Cramér's V of categories. */
function association(a: Pair, b: Pair, which: "real" | "generated"): number {
  if (a.kind === "number") {
    return b.kind === "number" ? correlation(a[which], b[which]) : correlationRatio(b.names.length, b[which], a[which]);
  }
  if (b.kind === "number") return correlationRatio(a.names.length, a[which], b[which]);
  return cramersV(a[which], b[which], [a.names.length, b.names.length]);
}

/** √ of the share of a number's variance that lies between categories. */
export function correlationRatio(categories: number, codes: Int32Array, values: Float64Array): number {
  return Math.sqrt(Math.max(0, explained({ codes, counts: new Array<number>(categories).fill(0) }, values)));
}

/** √(χ²/(n·(k − 1))), k the smaller number of categories that occur; 0 where one of the columns has one only. */
export function cramersV(a: Int32Array, b: Int32Array, [rows, columns]: readonly [number, number]): number {
  const counts = new Float64Array(rows * columns);
  const [inRow, inColumn] = [new Float64Array(rows), new Float64Array(columns)];
  for (let i = 0; i < a.length; i++) {
    counts[a[i] * columns + b[i]]++;
    inRow[a[i]]++;
    inColumn[b[i]]++;
  }
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const expected = (inRow[i] * inColumn[j]) / a.length;
      if (expected > 0) squares += (counts[i * columns + j] - expected) ** 2 / expected;
    }
  }
  const occurring = (sums: Float64Array) => sums.filter((sum) => sum > 0).length;
  const least = Math.min(occurring(inRow), occurring(inColumn));
  return least < 2 ? 0 : Math.sqrt(squares / (a.length * (least - 1)));
}
