// A mixture of round Gaussians fitted to points of a line or plane: how many modes data have, where, and how wide.

import { Random } from "../../core/random";
import { type Breathe, paced } from "../../tasks/table/matrix";

/** Components in no order; each has a weight (they sum to 1), a centre and one deviation in all directions. */
export interface Mixture {
  weights: Float64Array;
  /** [components, dims] */
  centres: Float64Array;
  deviations: Float64Array;
}

/** Rows that are looked at, and those among which the number of components is sought. */
const mostRows = 20_000;
const searchedRows = 4_000;
/** Components that a search begins with; with more where nearly all of them are kept. */
const firstComponents = 60;
const mostComponents = 150;
const nearlyAll = 0.8;
/** Rows that a component has at least, on average, where a search begins. */
const rowsEach = 5;
/** Iterations before the first merging, after each, and in the end. */
const iterations = { first: 20, merged: 4, last: 100 };
/** Gain of log likelihood a row below which the last iterations end. */
const tolerance = 1e-7;
/** Share of the deviation of all values below which no component's falls: single values would become components. */
const leastDeviation = 1e-3;
/** A component whose log density lies so far below the largest has no share of a row. */
const negligible = 40;

const stream = 0x3f17;

/**
 * Expectation–maximization from k-means++ centres (D. Arthur, S. Vassilvitskii, 2007) with more components than needed, of
 * which the two whose merging costs the least likelihood (A. R. Runnalls, 2007) become one again and again; the number with
 * the least BIC = −2·log L + p·log n is kept, p = components·(dims + 2) − 1. No deviation is below half the usual distance
 * between neighbouring values, so that the steps of rounded values are no modes.
 * @param values [rows, dims], all finite; of more than 20 000 rows so many, spread evenly
 * @param options `most` components at most
 */
export async function fitMixture(
  values: ArrayLike<number>,
  dims: 1 | 2,
  breathe: Breathe,
  { most = mostComponents, seed = 1 }: { most?: number; seed?: number } = {},
): Promise<Mixture> {
  const rest = paced(breathe);
  const all = spread(values, dims, mostRows);
  const searched = spread(all, dims, searchedRows);
  const rows = searched.length / dims;
  if (rows === 0) throw new Error("A mixture needs a row at least.");
  const floor = deviationFloor(all, dims);
  const room = Math.max(1, Math.floor(rows / rowsEach));
  for (let begin = Math.min(firstComponents, 2 * most, room); ; begin = Math.min(mostComponents, 2 * most, room)) {
    const found = await search({ values: searched, dims, floor }, begin, most, new Random(seed, stream), rest);
    const enough = found.weights.length < nearlyAll * begin || begin >= Math.min(mostComponents, 2 * most, room);
    if (!enough) continue;
    await improve({ values: all, dims, floor }, found, iterations.last, rest);
    return found;
  }
}

/** Log density of a mixture at each point. */
export function logDensity({ weights, centres, deviations }: Mixture, values: ArrayLike<number>): Float64Array {
  const dims = centres.length / weights.length;
  const scratch = new Float64Array(weights.length);
  const terms = logTerms({ weights, centres, deviations }, dims);
  return Float64Array.from({ length: values.length / dims }, (_, row) => {
    const largest = fillTerms(values, row, dims, centres, terms, scratch);
    let sum = 0;
    for (const term of scratch) if (term > largest - negligible) sum += Math.exp(term - largest);
    return largest + Math.log(sum);
  });
}

interface Points {
  values: Float64Array;
  dims: number;
  /** No deviation falls below it. */
  floor: number;
}

/** The mixture of `most` components at most with the least BIC among those that merging leads to from `begin` on. */
async function search(points: Points, begin: number, most: number, random: Random, rest: Breathe): Promise<Mixture> {
  const { values, dims } = points;
  const rows = values.length / dims;
  let mixture = begun(points, begin, random);
  let best: { mixture: Mixture; bic: number } | undefined;
  for (let count = iterations.first; ; count = iterations.merged) {
    const likelihood = await improve(points, mixture, count, rest);
    mixture = withoutEmpty(mixture, dims, rows);
    const components = mixture.weights.length;
    const bic = -2 * likelihood + (components * (dims + 2) - 1) * Math.log(rows);
    if (components <= most && (best === undefined || bic < best.bic)) best = { mixture: copyOf(mixture), bic };
    if (components === 1) return best!.mixture;
    mixture = merged(mixture, dims, points.floor);
  }
}

/** Centres by k-means++, deviations and weights of the points nearest to each. */
function begun({ values, dims, floor }: Points, wanted: number, random: Random): Mixture {
  const rows = values.length / dims;
  const centres = new Float64Array(wanted * dims);
  const distances = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const nearest = new Int32Array(rows);
  let components = 0;
  for (let row = random.integer(rows); ; ) {
    for (let d = 0; d < dims; d++) centres[components * dims + d] = values[row * dims + d];
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const distance = squaredDistance(values, i, centres, components, dims);
      if (distance < distances[i]) {
        distances[i] = distance;
        nearest[i] = components;
      }
      sum += distances[i];
    }
    components++;
    // There may be fewer different points than components wanted.
    if (components === wanted || sum === 0) break;
    let left = random.uniform() * sum;
    row = 0;
    while (row < rows - 1 && left >= distances[row]) left -= distances[row++];
  }
  const weights = new Float64Array(components);
  const squares = new Float64Array(components);
  for (let i = 0; i < rows; i++) {
    weights[nearest[i]] += 1 / rows;
    squares[nearest[i]] += distances[i];
  }
  const deviations = squares.map((sum, k) => Math.max(floor, Math.sqrt(sum / (weights[k] * rows * dims))));
  return { weights, centres: centres.subarray(0, components * dims), deviations };
}

/**
 * So many iterations, or fewer where they gain nothing any more; in place.
 * @returns the log likelihood before the last of them
 */
async function improve(points: Points, mixture: Mixture, count: number, rest: Breathe): Promise<number> {
  const { values, dims, floor } = points;
  const { weights, centres, deviations } = mixture;
  const rows = values.length / dims;
  const components = weights.length;
  const shares = new Float64Array(components);
  const counts = new Float64Array(components);
  const sums = new Float64Array(components * dims);
  const squares = new Float64Array(components);
  let before = Number.NEGATIVE_INFINITY;
  for (let iteration = 0; iteration < count; iteration++) {
    for (const sum of [counts, sums, squares]) sum.fill(0);
    const terms = logTerms(mixture, dims);
    let likelihood = 0;
    for (let row = 0; row < rows; row++) {
      const largest = fillTerms(values, row, dims, centres, terms, shares);
      let total = 0;
      for (let k = 0; k < components; k++) {
        shares[k] = shares[k] > largest - negligible ? Math.exp(shares[k] - largest) : 0;
        total += shares[k];
      }
      likelihood += largest + Math.log(total);
      for (let k = 0; k < components; k++) {
        if (shares[k] === 0) continue;
        const share = shares[k] / total;
        counts[k] += share;
        // About the centre of before, so that no digits are lost far from 0.
        for (let d = 0; d < dims; d++) {
          const difference = values[row * dims + d] - centres[k * dims + d];
          sums[k * dims + d] += share * difference;
          squares[k] += share * difference * difference;
        }
      }
      if ((row & 1023) === 1023) await rest();
    }
    for (let k = 0; k < components; k++) {
      weights[k] = counts[k] / rows;
      if (counts[k] === 0) continue;
      let moved = 0;
      for (let d = 0; d < dims; d++) {
        const shift = sums[k * dims + d] / counts[k];
        centres[k * dims + d] += shift;
        moved += shift * shift;
      }
      deviations[k] = Math.max(floor, Math.sqrt(Math.max(0, squares[k] / counts[k] - moved) / dims));
    }
    const gained = likelihood - before;
    before = likelihood;
    if (gained < tolerance * rows) break;
  }
  return before;
}

/** Logarithms of the weights over the normalizations, and halved precisions. */
function logTerms({ weights, deviations }: Mixture, dims: number): { offsets: Float64Array; precisions: Float64Array } {
  return {
    offsets: weights.map((weight, k) => Math.log(weight) - dims * Math.log(deviations[k] * Math.sqrt(2 * Math.PI))),
    precisions: deviations.map((deviation) => 0.5 / (deviation * deviation)),
  };
}

/** Writes the log of weight × density of each component at a row, and returns the largest. */
function fillTerms(
  values: ArrayLike<number>,
  row: number,
  dims: number,
  centres: Float64Array,
  { offsets, precisions }: ReturnType<typeof logTerms>,
  out: Float64Array,
): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < out.length; k++) {
    out[k] = offsets[k] - precisions[k] * squaredDistance(values, row, centres, k, dims);
    if (out[k] > largest) largest = out[k];
  }
  return largest;
}

function squaredDistance(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number, dims: number): number {
  const x = a[i * dims] - b[j * dims];
  if (dims === 1) return x * x;
  const y = a[i * 2 + 1] - b[j * 2 + 1];
  return x * x + y * y;
}

/** A component that has lost its rows would never gain them again. */
function withoutEmpty(mixture: Mixture, dims: number, rows: number): Mixture {
  const kept = [...mixture.weights.keys()].filter((k) => mixture.weights[k] * rows >= 0.5);
  return kept.length === mixture.weights.length ? mixture : chosen(mixture, dims, kept);
}

/** One component less: the two whose merging costs the least likelihood, by Runnalls' bound, become one of their moments. */
function merged(mixture: Mixture, dims: number, floor: number): Mixture {
  const { weights, centres, deviations } = mixture;
  let least = { cost: Number.POSITIVE_INFINITY, a: 0, b: 1 };
  const logs = deviations.map(Math.log);
  for (let a = 0; a < weights.length; a++) {
    for (let b = a + 1; b < weights.length; b++) {
      const [joint, weight] = [jointDeviation(mixture, dims, a, b), weights[a] + weights[b]];
      const cost = weight * Math.log(joint) - weights[a] * logs[a] - weights[b] * logs[b];
      if (cost < least.cost) least = { cost, a, b };
    }
  }
  const { a, b } = least;
  const result = chosen(
    mixture,
    dims,
    [...weights.keys()].filter((k) => k !== b),
  );
  const share = weights[b] / (weights[a] + weights[b]);
  result.deviations[a] = Math.max(floor, jointDeviation(mixture, dims, a, b));
  result.weights[a] = weights[a] + weights[b];
  for (let d = 0; d < dims; d++) {
    result.centres[a * dims + d] += share * (centres[b * dims + d] - centres[a * dims + d]);
  }
  return result;
}

/** Of two components taken together. */
function jointDeviation({ weights, centres, deviations }: Mixture, dims: number, a: number, b: number): number {
  const share = weights[b] / (weights[a] + weights[b]);
  const between = (share * (1 - share) * squaredDistance(centres, a, centres, b, dims)) / dims;
  return Math.sqrt((1 - share) * deviations[a] ** 2 + share * deviations[b] ** 2 + between);
}

function chosen({ weights, centres, deviations }: Mixture, dims: number, kept: readonly number[]): Mixture {
  const total = kept.reduce((sum, k) => sum + weights[k], 0);
  return {
    weights: Float64Array.from(kept, (k) => weights[k] / total),
    deviations: Float64Array.from(kept, (k) => deviations[k]),
    centres: Float64Array.from({ length: kept.length * dims }, (_, i) => {
      return centres[kept[Math.floor(i / dims)] * dims + (i % dims)];
    }),
  };
}

const copyOf = ({ weights, centres, deviations }: Mixture): Mixture => ({
  weights: weights.slice(),
  centres: centres.slice(),
  deviations: deviations.slice(),
});

/** So many rows at most, one at random out of each of as many equal stretches: of rows that come in turns none is left out. */
function spread(values: ArrayLike<number>, dims: number, most: number): Float64Array {
  const rows = values.length / dims;
  const count = Math.min(rows, most);
  const random = new Random(0, stream);
  const result = new Float64Array(count * dims);
  for (let i = 0; i < count; i++) {
    const row = Math.floor(((i + random.uniform()) * rows) / count);
    for (let d = 0; d < dims; d++) result[i * dims + d] = values[row * dims + d];
  }
  return result;
}

/** Half the median distance between neighbouring different values, or a small share of the deviation of all. */
function deviationFloor(values: Float64Array, dims: number): number {
  const floors: number[] = [];
  for (let d = 0; d < dims; d++) {
    const sorted = values.filter((_, i) => i % dims === d).sort();
    const gaps: number[] = [];
    let [mean, squares] = [0, 0];
    for (let i = 0; i < sorted.length; i++) {
      if (i > 0 && sorted[i] > sorted[i - 1]) gaps.push(sorted[i] - sorted[i - 1]);
      const difference = sorted[i] - mean;
      mean += difference / (i + 1);
      squares += difference * (sorted[i] - mean);
    }
    gaps.sort((a, b) => a - b);
    const usual = gaps.length > 0 ? gaps[gaps.length >> 1] / 2 : 0;
    floors.push(Math.max(usual, leastDeviation * Math.sqrt(squares / sorted.length)));
  }
  const floor = Math.min(...floors.filter((value) => value > 0));
  // All values are the same.
  return Number.isFinite(floor) ? floor : Math.max(Number.MIN_VALUE * 2 ** 600, Math.abs(values[0]) * 1e-6);
}
