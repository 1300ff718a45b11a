// Chebyshev moments of sparse matrices: against sums over the eigenvalues, and against the recurrence in double precision.

import assert from "node:assert/strict";
import { multiply } from "../../../../engine/graph/csr";
import { SolverStopped } from "../../../../engine/graph/solver";
import { cycle, normalizedAdjacency, pace, randomEdges, solver, twoThreads } from "./matrices";

describe("Chebyshev moments of sparse matrices", () => {
  it("are exact where the probes make the trace exact", async () => {
    // Rows of a Hadamard matrix: the sum over probes of z·zᵀ is a multiple of the identity.
    const n = 64;
    const bits = (x: number): number => x.toString(2).replaceAll("0", "").length;
    const probe = (row: number, index: number): number => (bits(row & index) % 2 === 0 ? 1 : -1);
    const count = 41;
    const found = await solver.moments(normalizedAdjacency(n, cycle(n)), { count, probes: n, probe }, pace);
    for (let m = 0; m < count; m++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += Math.cos(m * Math.acos(Math.cos((2 * Math.PI * k) / n)));
      assert.ok(Math.abs(found[m] - sum / n) < 1e-5, `moment ${m}: ${found[m]} is not ${sum / n}`);
    }
  });

  for (const probes of [1, 8, 10, 13, 17]) {
    it(`are those of the recurrence with ${probes} probes`, async () => {
      const n = 300;
      const matrix = normalizedAdjacency(n, randomEdges(n, 1500, 7));
      const probe = (row: number, index: number): number => ((row * 7919 + index * 104729) % 31 < 15 ? 1 : -1);
      const count = 30;
      const expected = new Float64Array(count);
      for (let index = 0; index < probes; index++) {
        const z = Float64Array.from({ length: n }, (_, row) => probe(row, index));
        let [before, now]: Float64Array[] = [z, multiply(matrix, z)];
        for (let m = 0; m < count; m++) {
          expected[m] += before.reduce((sum, x, row) => sum + x * z[row], 0) / n / probes;
          const next = multiply(matrix, now).map((y, row) => 2 * y - before[row]);
          [before, now] = [now, next];
        }
      }
      const found = await solver.moments(matrix, { count, probes, probe }, pace);
      expected.forEach((moment, m) => {
        assert.ok(Math.abs(found[m] - moment) < 1e-5, `moment ${m}: ${found[m]} is not ${moment}`);
      });
    });
  }

  it("are the same for the same seed, and on two threads", async () => {
    const matrix = normalizedAdjacency(5000, randomEdges(5000, 15_000, 9));
    const request = { count: 12, probes: 10, seed: 5 };
    const one = await solver.moments(matrix, request, pace);
    assert.equal(one[0], 1);
    assert.deepEqual(await twoThreads.moments(matrix, request, pace), one);
    assert.notDeepEqual(await solver.moments(matrix, { ...request, seed: 6 }, pace), one);
  });

  it("say how far they are, and end when nobody waits", async () => {
    const matrix = normalizedAdjacency(300, cycle(300));
    const fractions: number[] = [];
    await solver.moments(
      matrix,
      { count: 7, probes: 20 },
      { ...pace, progress: (fraction) => fractions.push(fraction) },
    );
    assert.equal(fractions.at(-1), 1);
    const large = normalizedAdjacency(20_000, cycle(20_000));
    const stopped = solver.moments(large, { count: 900, probes: 16 }, { ...pace, stopped: () => true });
    await assert.rejects(stopped, SolverStopped);
  });
});
