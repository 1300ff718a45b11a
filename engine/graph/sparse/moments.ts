// Chebyshev moments of the density of eigenvalues, by random probes: up to sixteen at once, in single precision.

import type { CsrMatrix } from "../csr";
import type { MomentRequest, SolverPace } from "../solver";
import { chunkRows, Machine, type SpectrumThreads } from "./machine";
import { noiseBits } from "./noise";

/** Probes whose entries for a row fill a cache line. */
const together = 16;

export async function moments(
  module: WebAssembly.Module,
  matrix: CsrMatrix,
  { count, probes, probe, seed = 1 }: MomentRequest,
  pace: SolverPace,
  threads?: SpectrumThreads,
): Promise<Float64Array> {
  const { rows, rowPointers, columnIndices, values } = matrix;
  const chunks = Math.ceil(rows / chunkRows);
  const bytes =
    rowPointers.byteLength + columnIndices.byteLength + values.length * 4 + 2 * rows * 64 + chunks * 256 + 4096;
  const machine = new Machine(module, bytes, pace, threads);
  const signOf = probe ?? ((row, index) => (noiseBits(seed + index, row) & 1 ? 1 : -1));
  try {
    const pattern = [machine.keep(rowPointers), machine.keep(columnIndices)];
    const entries = machine.allocate(values.length * 4);
    machine.f32(entries, values.length).set(values);
    const vectors = [machine.allocate(rows * 64), machine.allocate(rows * 64)];
    const sums = machine.allocate(chunks * 256);
    const total = new Float64Array(count);
    for (let first = 0; first < probes; first += together) {
      const taken = Math.min(together, probes - first);
      let [now, next] = vectors;
      const start = machine.f32(now, rows * together);
      for (let row = 0; row < rows; row++) {
        for (let i = 0; i < taken; i++) start[row * together + i] = signOf(row, first + i);
        start.fill(0, row * together + taken, (row + 1) * together);
        if (row % 1024 === 0) await machine.breathe();
      }
      machine.f32(next, rows * together).fill(0);
      const products: [number, number][] = [[taken, 0]];
      // T_{2m} = 2·T_m² − 1 and T_{2m+1} = 2·T_{m+1}·T_m − T_1: each product with the matrix gives two moments.
      for (let m = 0; 2 * m + 1 < count; m++) {
        const words = [...pattern, entries, now, next, sums, taken];
        await machine.share("moment", words, m === 0 ? [1, 0] : [2, 1], rows);
        products.push(sumsOf(machine.f64(sums, chunks * 32), chunks));
        [now, next] = [next, now];
        pace.progress?.((first + taken * Math.min(1, (2 * m + 3) / count)) / probes);
      }
      const firstProduct = products[1]?.[1] / rows;
      for (let m = 0; m < count; m++) {
        const half = m >> 1;
        if (m === 0) total[0] += taken;
        else if (m === 1) total[1] += firstProduct;
        else if (m % 2 === 0) total[m] += (2 * products[half][0]) / rows - taken;
        else total[m] += (2 * products[half + 1][1]) / rows - firstProduct;
      }
    }
    return total.map((sum) => sum / probes);
  } finally {
    machine.close();
  }
}

/** Σ next·next and Σ next·now over all rows and probes. */
function sumsOf(sums: Float64Array, chunks: number): [number, number] {
  let [squares, products] = [0, 0];
  for (let at = 0; at < chunks * 32; at += 32) {
    for (let i = 0; i < together; i++) {
      squares += sums[at + i];
      products += sums[at + together + i];
    }
  }
  return [squares, products];
}
