// Eigenpairs of a tridiagonal matrix from those of its halves: what deflates stays, the rest comes from the secular equation (M. Gu, S. Eisenstat, 1995).

import { type Deflated, deflate } from "./deflate";
import { add, type Block, type Kernels, productDepth, set } from "./machine";
import type { Slices } from "./slices";

/** New vectors that are computed at a time. */
export const joinRows = 64;
/** Evaluations of a term of the secular equation in a call: some milliseconds. */
const callTerms = 1_000_000;
/** About the evaluations that a root takes. */
const evaluations = 8;

/** What joining works on; row i of `vectors` is the vector of value i, of n entries. */
export interface Joining {
  n: number;
  stride: number;
  vectors: Block;
  diagonal: Block;
  beside: Block;
  /** Each [n], of what did not deflate: the poles, z, then ẑ; the products that give ẑ; roots, and how far each is from its pole. */
  poles: Block;
  weights: Block;
  products: Block;
  roots: Block;
  distances: Block;
  /** Each [n] of 32 bits: the pole nearest to a root, and the place of a pole among the vectors. */
  origins: Block;
  places: Block;
  /** Vectors of both halves that did not deflate, packed: about n²/2. */
  held: Block;
  /** [joinRows] rows each: vectors of the secular equation, and those that come of them. */
  secular: Block;
  fresh: Block;
  /** joinRows rows of productDepth, packed. */
  along: Block;
}

export interface Halves {
  low: number;
  middle: number;
  high: number;
  /** The entry between them. */
  joint: number;
}

/** Bytes of `held` at most: as many vectors as there are rows, each of the columns of a half. */
export const heldBytes = (n: number): number => 8 * n * (Math.ceil(n / 2) + 4);

export async function joinHalves(kernels: Kernels, joining: Joining, halves: Halves, slices: Slices): Promise<void> {
  const deflated = await deflate(kernels, joining, halves, slices);
  const { rows, values } = deflated;
  const k = rows.length;
  if (k === 0) return;
  if (k === 1) {
    joining.diagonal.values[rows[0]] = values[0] + deflated.rho * deflated.weights[0] ** 2;
    return;
  }
  await findRoots(kernels, joining, deflated, slices);
  await turnVectors(kernels, joining, halves, deflated, slices);
  for (const [i, row] of rows.entries()) joining.diagonal.values[row] = joining.roots.values[i];
}

/** The roots, and in place of the weights the vector whose roots they are exactly. */
async function findRoots(
  kernels: Kernels,
  { poles, weights, products, roots, distances, origins }: Joining,
  deflated: Deflated,
  slices: Slices,
): Promise<void> {
  const k = deflated.rows.length;
  poles.values.set(deflated.values);
  weights.values.set(deflated.weights);
  products.values.fill(1, 0, k);
  const step = Math.max(1, Math.floor(callTerms / k / evaluations));
  const outputs = [origins, distances, roots, products].map(({ address }) => address);
  for (let first = 0; first < k; first += step) {
    const last = Math.min(k, first + step);
    kernels.findRoots(poles.address, weights.address, k, deflated.rho, first, last, ...outputs);
    if (slices.spend((last - first) * k)) await slices.rest();
  }
  for (let j = 0; j < k; j++)
    weights.values[j] = Math.sqrt(Math.abs(products.values[j])) * Math.sign(deflated.weights[j]);
}

/** Rows of one kind after the other, packed for products: those that reach into a half, in its columns alone. */
interface Held {
  /** Of the vectors, and of the columns. */
  first: number;
  count: number;
  column: number;
  width: number;
  address: number;
}

/** Replaces the vectors that did not deflate by their combinations. */
async function turnVectors(
  kernels: Kernels,
  joining: Joining,
  { low, middle, high }: Halves,
  deflated: Deflated,
  slices: Slices,
): Promise<void> {
  const { stride, vectors, held, secular, fresh, along, poles, weights, places, origins, distances } = joining;
  const { rows, order, upper, both } = deflated;
  const k = rows.length;
  const place = new Int32Array(places.values.buffer, places.address, k);
  const origin = new Int32Array(origins.values.buffer, origins.address, k);
  for (let j = 0; j < k; j++) place[order[j]] = j;
  const [left, right] = [middle - low, high - middle];
  const parts: Held[] = [
    { first: 0, count: upper + both, column: low, width: left, address: held.address },
    {
      first: upper,
      count: k - upper,
      column: middle,
      width: right,
      address: held.address + packedBytes(upper + both, left),
    },
  ];
  for (const { first, count, column, width, address } of parts) {
    for (let row = 0; row < count; row++) {
      const from = vectors.address + rows[order[first + row]] * stride + 8 * column;
      const chunk = Math.floor(row / productDepth) * productDepth;
      const depth = Math.min(productDepth, count - chunk);
      kernels.packAcross(address + packedBytes(chunk, width), depth, row - chunk, from, stride, 1, width);
    }
    if (slices.spend(0)) await slices.rest();
  }
  for (let row = 0; row < k; row += joinRows) {
    const count = Math.min(joinRows, k - row);
    for (let i = 0; i < count; i++) {
      const pole = poles.values[origin[row + i]];
      const into = secular.address + i * stride;
      const distance = distances.values[row + i];
      kernels.rootVector(poles.address, weights.address, k, pole, distance, places.address, into);
    }
    for (const part of parts) {
      const into = fresh.address + 8 * part.column;
      for (let from = 0; from < part.count; from += productDepth) {
        const depth = Math.min(productDepth, part.count - from);
        kernels.packAlong(along.address, secular.address + 8 * (part.first + from), stride, count, depth);
        const across = part.address + packedBytes(from, part.width);
        kernels.multiply(along.address, across, depth, count, part.width, into, stride, from === 0 ? set : add, 0, 0);
        if (slices.spend(count * depth * part.width)) await slices.rest();
      }
      if (part.count === 0) clear(fresh, part, count, stride);
    }
    for (let i = 0; i < count; i++) {
      const from = (i * stride) / 8 + low;
      vectors.values.set(fresh.values.subarray(from, from + high - low), (rows[row + i] * stride) / 8 + low);
    }
  }
}

/** Where no vector reaches into a half, no new one does. */
function clear({ values }: Block, { column, width }: Held, count: number, stride: number): void {
  for (let i = 0; i < count; i++) values.fill(0, (i * stride) / 8 + column, (i * stride) / 8 + column + width);
}

/** Of so many rows of a width, packed. */
const packedBytes = (rows: number, width: number): number => 8 * rows * Math.ceil(width / 4) * 4;
