// What joining two halves leaves as it is: pairs that the joint does not touch, and all but one of those whose values agree.

import type { Halves, Joining } from "./join";
import type { Kernels } from "./machine";
import type { Slices } from "./slices";

/** What does not deflate, by ascending values that differ: D + ρ·z·zᵀ. */
export interface Deflated {
  /** Numbers of their vectors. */
  rows: number[];
  values: number[];
  /** z. */
  weights: number[];
  rho: number;
  /** Their indices, those whose vectors lie in the upper half first, then those that reach into both. */
  order: number[];
  /** So many lie in the upper half alone, and so many in both. */
  upper: number;
  both: number;
}

/** Relative to the largest value: what may be neglected. */
const tolerance = 8 * 2 ** -53;

/** Where a vector lies: in the upper half alone, in both, in the lower one. */
const [upperKind, bothKind, lowerKind] = [0, 1, 2];

/** Turns vectors of values that agree, so that the joint touches only one of them. */
export async function deflate(
  kernels: Kernels,
  { stride, vectors, diagonal }: Joining,
  { low, middle, high, joint }: Halves,
  slices: Slices,
): Promise<Deflated> {
  const { values } = diagonal;
  const row = stride / 8;
  const size = high - low;
  const kinds = new Uint8Array(size);
  const z = new Float64Array(size);
  let largest = 0;
  for (let i = low; i < high; i++) {
    const entry =
      i < middle ? vectors.values[i * row + middle - 1] : Math.sign(joint) * vectors.values[i * row + middle];
    z[i - low] = entry * Math.SQRT1_2;
    kinds[i - low] = i < middle ? upperKind : lowerKind;
    largest = Math.max(largest, Math.abs(values[i]), Math.abs(z[i - low]));
  }
  const rho = 2 * Math.abs(joint);
  const least = tolerance * largest;
  const ascending = Uint32Array.from({ length: size }, (_, i) => low + i).sort(
    (a, b) => values[a] - values[b] || a - b,
  );
  const rows: number[] = [];
  let last = -1;
  for (const next of ascending) {
    if (rho * Math.abs(z[next - low]) <= least) continue;
    if (last >= 0) {
      const length = Math.hypot(z[next - low], z[last - low]);
      const c = z[next - low] / length;
      const s = z[last - low] / length;
      if (Math.abs((values[next] - values[last]) * c * s) <= least) {
        const [address, column] = [vectors.address, 8 * low];
        kernels.rotate(address + last * stride + column, address + next * stride + column, c, s, size);
        z[next - low] = length;
        const [before, after] = [values[last], values[next]];
        values[last] = before * c * c + after * s * s;
        values[next] = before * s * s + after * c * c;
        if (kinds[next - low] !== kinds[last - low]) kinds[next - low] = bothKind;
        if (slices.spend(size)) await slices.rest();
      } else {
        rows.push(last);
      }
    }
    last = next;
  }
  if (last >= 0) rows.push(last);
  const order = [upperKind, bothKind, lowerKind].map((kind) =>
    [...rows.keys()].filter((i) => kinds[rows[i] - low] === kind),
  );
  return {
    rows,
    values: rows.map((i) => values[i]),
    weights: rows.map((i) => z[i - low]),
    rho,
    order: order.flat(),
    upper: order[0].length,
    both: order[1].length,
  };
}
