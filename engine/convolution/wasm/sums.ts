// Weighted sums over a block: all neighbours at once, or along rows and then along columns, a few rows at a time.

import { aligned, bytesOf, type Kind, type Machine, strideOf } from "./machine";
import { count, type Operation, type Padding } from "./operation";
import type { Block, Plane } from "./plane";

/** Rows that are computed together, from rows that are then still in the second cache: an even number. */
const groupRows = 16;
/** Samples of each that are computed together, from what is then still in the first cache: a multiple of what a kernel does at a time. */
const chunkSamples = 512;

/** Kernels compute at most so many samples at a time. */
const turn = 64;

/** A matrix of weights and where it reads: its rows are those of the padded block, its columns pixels. */
interface Matrix {
  weights: ArrayLike<number>;
  rows: number;
  columns: number;
}

/** Rows of sums or samples: address and bytes from row to row. */
export interface Rows {
  address: number;
  stride: number;
}

/** Writes `rows` rows of `samples` results. */
export type Finisher = (from: Rows, to: Rows, rows: number, samples: number) => void;

/** From another row and byte on. */
const advance = ({ address, stride }: Rows, rows: number, bytes = 0): Rows => ({
  address: address + rows * stride + bytes,
  stride,
});

/** Calls `compute` for one chunk of samples after the other. */
function inChunks(samples: number, compute: (first: number, count: number) => void): void {
  for (let first = 0; first < samples; first += chunkSamples) compute(first, Math.min(chunkSamples, samples - first));
}

/** A table of taps at an address, for padded rows of one stride: computes rows of sums. */
type Summing = (from: Rows, to: Rows, rows: number, samples: number) => void;

/** Neighbours of a weight other than 0, by their byte offsets. */
function tapsOf({ weights, columns }: Matrix, columnBytes: number, rowBytes: number) {
  return Array.from(weights, (weight, at) => ({
    weight,
    offset: Math.floor(at / columns) * rowBytes + (at % columns) * columnBytes,
  })).filter(({ weight }) => weight !== 0);
}

const tableBytes = ({ rows, columns }: Matrix): number => aligned(16 * rows * columns);

/** Sums of a type over rows of that type; i16 sums are taken modulo 2¹⁶ and then XORed with `flip`. */
function summing(
  machine: Machine,
  kind: "f32" | "i32" | "i16",
  matrix: Matrix,
  pixelBytes: number,
  rowBytes: number,
  table: number,
  flip = 0,
): Summing {
  const taps = tapsOf(matrix, pixelBytes, rowBytes);
  const { kernels } = machine;
  if (kind === "i16") {
    const words: number[] = [];
    for (const weight of new Set(taps.map((tap) => tap.weight))) {
      const offsets = taps.filter((tap) => tap.weight === weight).map(({ offset }) => offset);
      words.push(weight & 0xffff, table + 4 * (words.length + 2 + offsets.length), ...offsets);
    }
    machine.words(table, words.length).set(words);
    const end = table + 4 * words.length;
    return (from, to, rows, samples) =>
      kernels.tapsI16(from.address, from.stride, to.address, to.stride, rows, samples, table, end, flip);
  }
  const words = machine.words(table, 2 * taps.length);
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  taps.forEach(({ offset, weight }, i) => {
    words[2 * i] = offset;
    if (kind === "f32") floats[2 * i + 1] = weight;
    else words[2 * i + 1] = weight;
  });
  const kernel = kind === "f32" ? kernels.tapsF32 : kernels.tapsI32;
  return (from, to, rows, samples) =>
    kernel(from.address, from.stride, to.address, to.stride, rows, samples, table, taps.length);
}

/** What the passes over a block need to know of it. */
function shapeOf(block: Block, output: Plane) {
  const rows = count(block.rows);
  const samples = count(block.columns) * output.channels;
  return { rows, samples, target: { address: output.at(block.rows.from, block.columns.from), stride: output.stride } };
}

/** Bytes from row to row of the sums along rows of a block. */
const middleStride = ({ columns }: Block, channels: number, kind: Kind): number =>
  strideOf(aligned(count(columns) * channels + turn, turn) * bytesOf[kind]);

/** Bytes of the sums of a chunk of a group, and from row to row of them. */
const sumStride = (kind: Kind): number => chunkSamples * bytesOf[kind];
const sumBytes = (kind: Kind): number => groupRows * sumStride(kind);

/** Each sum over the whole neighbourhood at once. */
export function directSums(
  machine: Machine,
  padding: Padding,
  kind: "f32" | "i32" | "i16",
  matrix: Matrix,
  channels: number,
  finish: Finisher,
): Operation {
  const size = bytesOf[kind];
  return {
    scratch: (block) => padding.bytes(block) + tableBytes(matrix) + sumBytes(kind),
    run(block, output, [input], scratch) {
      const { rows, samples, target } = shapeOf(block, output);
      const padded = padding.open(block, input, scratch);
      const table = scratch + padding.bytes(block);
      const sums = { address: table + tableBytes(matrix), stride: sumStride(kind) };
      const sum = summing(machine, kind, matrix, channels * size, padded.stride, table);
      for (let row = 0; row < rows; row += groupRows) {
        const some = Math.min(groupRows, rows - row);
        padded.fill(row + some + matrix.rows - 1);
        inChunks(samples, (first, length) => {
          sum(advance(padded, row, first * size), sums, some, length);
          finish(sums, advance(target, row, first * bytesOf[output.elements]), some, length);
        });
      }
    },
  };
}

/** Sums of bytes over 3 × 3 within 16 bits, finished or, with an integer added, bytes at once. */
export function threeSums(
  machine: Machine,
  padding: Padding,
  weights: ArrayLike<number>,
  channels: number,
  finish: Finisher | number,
): Operation {
  const [corner, upright, , side, centre] = Array.from(weights);
  const table = machine.keep(Int16Array.of(corner, upright, side, centre));
  const isCross = corner === 0 && upright === side;
  const { three } = machine.kernels;
  return {
    scratch: (block) => padding.bytes(block) + sumBytes("i16"),
    run(block, output, [input], scratch) {
      const { rows, samples, target } = shapeOf(block, output);
      const padded = padding.open(block, input, scratch);
      const sums = { address: scratch + padding.bytes(block), stride: sumStride("i16") };
      const sum = (from: Rows, to: Rows, some: number, length: number, whole: boolean, offset: number) =>
        three(
          Number(isCross),
          Number(whole),
          from.address,
          from.stride,
          to.address,
          to.stride,
          some,
          length,
          channels,
          table,
          offset,
        );
      for (let row = 0; row < rows; row += groupRows) {
        const some = Math.min(groupRows, rows - row);
        padded.fill(row + some + 2);
        if (typeof finish === "number") sum(advance(padded, row), advance(target, row), some, samples, true, finish);
        else
          inChunks(samples, (first, length) => {
            sum(advance(padded, row, first), sums, some, length, false, 0);
            finish(sums, advance(target, row, first * bytesOf[output.elements]), some, length);
          });
      }
    },
  };
}

/** Along rows and then along columns, in singles. */
export function separableSums(
  machine: Machine,
  padding: Padding,
  row: number[],
  column: number[],
  channels: number,
  finish: Finisher,
): Operation {
  const along: Matrix = { weights: row, rows: 1, columns: row.length };
  const down: Matrix = { weights: column, rows: column.length, columns: 1 };
  const tables = tableBytes(along) + tableBytes(down);
  const strideFor = (block: Block) => middleStride(block, channels, "f32");
  const middleBytes = (block: Block) => padding.rows(block) * strideFor(block);
  return {
    scratch: (block) => padding.bytes(block) + tables + middleBytes(block) + sumBytes("f32"),
    run(block, output, [input], scratch) {
      const { rows, samples, target } = shapeOf(block, output);
      const padded = padding.open(block, input, scratch);
      const table = scratch + padding.bytes(block);
      const middle = { address: table + tables, stride: strideFor(block) };
      const sums = { address: middle.address + middleBytes(block), stride: sumStride("f32") };
      const first = summing(machine, "f32", along, channels * 4, 0, table);
      const second = summing(machine, "f32", down, 0, middle.stride, table + tableBytes(along));
      let done = 0;
      for (let r = 0; r < rows; r += groupRows) {
        const some = Math.min(groupRows, rows - r);
        const needed = r + some + column.length - 1;
        padded.fill(needed);
        first(advance(padded, done), advance(middle, done), needed - done, samples);
        done = needed;
        inChunks(samples, (from, length) => {
          second(advance(middle, r, from * 4), sums, some, length);
          finish(sums, advance(target, r, from * bytesOf[output.elements]), some, length);
        });
      }
    },
  };
}

/**
 * Along rows in 16 bits and then along columns in 32, for integers. The sums along rows lie within 16 bits with a sign,
 * or, where `unsigned`, without one. Either they become samples through `finish`, or bytes which are (sum + 2¹⁵) >> 16.
 */
export function integerSums(
  machine: Machine,
  padding: Padding,
  row: ArrayLike<number>,
  column: ArrayLike<number>,
  channels: number,
  { unsigned, finish }: { unsigned: boolean; finish?: Finisher },
): Operation {
  const along: Matrix = { weights: row, rows: 1, columns: row.length };
  const pairs = (column.length + 2) >> 1;
  const pairBytes = aligned(8 * pairs);
  const strideFor = (block: Block) => middleStride(block, channels, "i16");
  // Where rows or weights are odd in number, a row more is read, with weight 0.
  const middleBytes = (block: Block) => (padding.rows(block) + 3) * strideFor(block);
  // Half of the range is taken off the sums of unsigned rows, so that they have a sign: given back here.
  const start =
    (finish ? 0 : 32768) + (unsigned ? 32768 * Array.from(column).reduce((sum, weight) => sum + weight, 0) : 0);
  return {
    scratch: (block) =>
      padding.bytes(block) + tableBytes(along) + pairBytes + middleBytes(block) + (finish ? sumBytes("i32") : 0),
    run(block, output, [input], scratch) {
      const { rows, samples, target } = shapeOf(block, output);
      const padded = padding.open(block, input, scratch);
      const table = scratch + padding.bytes(block);
      const pairTable = table + tableBytes(along);
      const middle = { address: pairTable + pairBytes, stride: strideFor(block) };
      const sums = { address: middle.address + middleBytes(block), stride: sumStride("i32") };
      const first = summing(machine, "i16", along, channels * 2, 0, table, unsigned ? 0x8000 : 0);
      const weight = (k: number) => (column[k] ?? 0) & 0xffff;
      const words = machine.words(pairTable, 2 * pairs);
      for (let p = 0; p < pairs; p++) {
        words[2 * p] = weight(2 * p) | (weight(2 * p + 1) << 16);
        words[2 * p + 1] = weight(2 * p - 1) | (weight(2 * p) << 16);
      }
      const { kernels } = machine;
      const kernel = finish ? kernels.pairSums : kernels.pairBytes;
      let done = 0;
      for (let r = 0; r < rows; r += groupRows) {
        const some = Math.min(groupRows, rows - r);
        const needed = r + some + column.length - 1;
        padded.fill(needed);
        first(advance(padded, done), advance(middle, done), needed - done, samples);
        done = needed;
        inChunks(samples, (at, length) => {
          const from = advance(middle, r, at * 2);
          const samplesAt = advance(target, r, at * bytesOf[output.elements]);
          const to = finish ? sums : samplesAt;
          kernel(from.address, from.stride, to.address, to.stride, some, length, pairTable, pairs, start);
          finish?.(sums, samplesAt, some, length);
        });
      }
    },
  };
}
