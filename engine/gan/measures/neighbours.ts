// Nearest neighbours among rows of numbers, by looking at all of them.

import type { Breathe } from "../../tasks/table/matrix";

/** Rows of equal width, row-major. */
export interface Rows {
  values: Float32Array;
  width: number;
}

export const countOfRows = ({ values, width }: Rows): number => values.length / width;

/** Numbers after which a sum of squares that is too large already is not gone on with. */
const stride = 8;

/** Squared distance between two rows; some value above `limit` where it is larger than that. */
function squaredDistance(a: Rows, i: number, b: Rows, j: number, limit: number): number {
  const { width } = a;
  const [from, other] = [i * width, j * width];
  let sum = 0;
  for (let k = 0; k < width; ) {
    const end = Math.min(width, k + stride);
    for (; k < end; k++) {
      const difference = a.values[from + k] - b.values[other + k];
      sum += difference * difference;
    }
    if (sum > limit) return sum;
  }
  return sum;
}

export interface Nearest {
  rows: Int32Array;
  distances: Float64Array;
}

/**
 * Of each of `asked` the nearest of `given`, the first of equals, and how far it is.
 * @param others whether row i of `asked` is row i of `given`, and not its own neighbour
 */
export async function nearestRows(asked: Rows, given: Rows, breathe: Breathe, others = false): Promise<Nearest> {
  const [count, size] = [countOfRows(asked), countOfRows(given)];
  const rows = new Int32Array(count).fill(-1);
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < size; j++) {
      if (others && i === j) continue;
      const distance = squaredDistance(asked, i, given, j, distances[i]);
      if (distance < distances[i]) {
        distances[i] = distance;
        rows[i] = j;
      }
    }
    await breathe();
  }
  return { rows, distances: distances.map(Math.sqrt) };
}

/** Of each row its distance to the k-th nearest of the others; infinite where there are fewer. */
export async function neighbourRadii(rows: Rows, k: number, breathe: Breathe): Promise<Float64Array> {
  const nearest = new Nearby(k);
  const count = countOfRows(rows);
  const radii = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    nearest.clear();
    for (let j = 0; j < count; j++) if (i !== j) nearest.see(j, squaredDistance(rows, i, rows, j, nearest.limit));
    radii[i] = Math.sqrt(nearest.limit);
    await breathe();
  }
  return radii;
}

/** Of each row the k nearest of the others that may be its neighbours, the nearest first; fewer where there are not so many. */
export async function nearestOthers(
  rows: Rows,
  k: number,
  may: (i: number, j: number) => boolean,
  breathe: Breathe,
): Promise<number[][]> {
  const nearest = new Nearby(k);
  const count = countOfRows(rows);
  const found: number[][] = [];
  for (let i = 0; i < count; i++) {
    nearest.clear();
    for (let j = 0; j < count; j++) {
      if (i !== j && may(i, j)) nearest.see(j, squaredDistance(rows, i, rows, j, nearest.limit));
    }
    found.push(nearest.rows());
    await breathe();
  }
  return found;
}

/** The k nearest rows seen, by squared distance. */
class Nearby {
  private readonly distances: Float64Array;
  private readonly indices: Int32Array;

  constructor(k: number) {
    this.distances = new Float64Array(k);
    this.indices = new Int32Array(k);
  }

  /** The distance below which a row counts. */
  get limit(): number {
    return this.distances[this.distances.length - 1];
  }

  clear(): void {
    this.distances.fill(Number.POSITIVE_INFINITY);
    this.indices.fill(-1);
  }

  see(row: number, distance: number): void {
    const { distances, indices } = this;
    let at = distances.length - 1;
    if (distance >= distances[at]) return;
    for (; at > 0 && distances[at - 1] > distance; at--) {
      distances[at] = distances[at - 1];
      indices[at] = indices[at - 1];
    }
    distances[at] = distance;
    indices[at] = row;
  }

  rows(): number[] {
    return [...this.indices.filter((row) => row >= 0)];
  }
}

/** Share of `asked` that lie within the radius of some of `given`. */
export async function coveredShare(asked: Rows, given: Rows, radii: Float64Array, breathe: Breathe): Promise<number> {
  const [count, size] = [countOfRows(asked), countOfRows(given)];
  // In single precision a row that is a neighbour itself lies on the edge, exactly.
  const limits = radii.map((radius) => radius * radius * (1 + 1e-12));
  let covered = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < size; j++) {
      if (squaredDistance(asked, i, given, j, limits[j]) <= limits[j]) {
        covered++;
        break;
      }
    }
    await breathe();
  }
  return covered / count;
}
