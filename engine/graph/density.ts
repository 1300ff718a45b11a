// The density of all eigenvalues of a large matrix: Chebyshev moments, spikes taken out, Jackson's damping.

import type { CsrMatrix } from "./csr";
import { jackson } from "./filters";
import { type Spike, spikesOf } from "./motifs";
import { momentCount, probesFor } from "./plan";
import type { SolverPace, SparseSolver } from "./solver";
import { spectralBound } from "./spectral-bound";
import type { SpectrumDensity } from "./spectrum-types";
import type { Structure } from "./structure";

/** Bins of the smooth part; one is about as wide as what the moments can tell apart. */
const binCount = 128;
/** Spikes that are listed. */
const spikeLimit = 50;

/** The interval that holds all eigenvalues by theory or by a bound that is proven. */
export function intervalOf({ name, positive, matrix }: Structure): readonly [number, number] {
  if (positive && (name === "normalized" || name === "randomwalk")) return [0, 2];
  if (positive && name === "propagation") return [-1, 1];
  if (positive && name === "hypergraph") return [0, 1];
  const bound = Math.max(spectralBound(matrix), Number.MIN_VALUE);
  return positive && name === "combinatorial" ? [0, bound] : [-bound, bound];
}

/**
 * By the kernel polynomial method (A. Weiße et al., 2006). Eigenvalues that motifs prove are left out of the moments
 * before these are damped, which would smear them (K. Dong, A. Benson, D. Bindel, 2019).
 */
export async function densityOf(
  structure: Structure,
  solver: SparseSolver,
  pace: SolverPace,
): Promise<{ density: SpectrumDensity; interval: readonly [number, number] }> {
  const { matrix } = structure;
  const n = matrix.rows;
  const interval = intervalOf(structure);
  const [from, to] = interval;
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const probes = probesFor(n);
  const moments = await solver.moments(shifted(matrix, middle, half), { count: momentCount, probes, seed: 1 }, pace);
  const spikes = spikesOf(structure).slice(0, spikeLimit);
  const at: number[] = [];
  const density: number[] = [];
  for (const [value, share] of smoothPart(withoutSpikes(moments, spikes, n, (value) => (value - middle) / half))) {
    at.push(middle + half * value);
    density.push(share / half);
  }
  return { density: { at, density, spikes, moments: Array.from(moments), probes }, interval };
}

/** (M − middle·I) / half; every row has its diagonal entry but in A. */
function shifted(matrix: CsrMatrix, middle: number, half: number): CsrMatrix {
  const { rows, rowPointers, columnIndices } = matrix;
  const values = matrix.values.map((value) => value / half);
  if (middle === 0) return { ...matrix, values };
  for (let row = 0; row < rows; row++) {
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) {
      if (columnIndices[at] === row) values[at] -= middle / half;
    }
  }
  return { ...matrix, values };
}

/** Moments of what is left when each spike's eigenvalues are gone, still as a share of all n. */
function withoutSpikes(
  moments: Float64Array,
  spikes: readonly Spike[],
  n: number,
  toUnit: (value: number) => number,
): Float64Array {
  const left = moments.slice();
  for (const { value, count } of spikes) {
    const angle = Math.acos(Math.max(-1, Math.min(1, toUnit(value))));
    for (let m = 0; m < left.length; m++) left[m] -= (count / n) * Math.cos(m * angle);
  }
  return left;
}

/** Middle of each bin of [−1, 1] and the mean of the damped density there, not below 0 where noise of probes leaves it so. */
function* smoothPart(moments: Float64Array): Generator<[number, number]> {
  const count = moments.length;
  const damped = moments.map((moment, m) => jackson(m, count) * moment);
  for (let bin = 0; bin < binCount; bin++) {
    const [low, high] = [-1 + (2 * bin) / binCount, -1 + (2 * (bin + 1)) / binCount];
    const [first, last] = [Math.acos(high), Math.acos(low)];
    // The integral of T_m(x) / (π√(1 − x²)) over the bin, with x = cos θ.
    let share = (damped[0] * (last - first)) / Math.PI;
    for (let m = 1; m < count; m++) {
      share += (2 * damped[m] * (Math.sin(m * last) - Math.sin(m * first))) / (m * Math.PI);
    }
    yield [(low + high) / 2, Math.max(0, share / (high - low))];
  }
}
