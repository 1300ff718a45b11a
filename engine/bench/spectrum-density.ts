// spectrum-density: 100 Chebyshev moments by 10 probes, of L_sym − I of a random graph of a million nodes.

import { CheckError } from "./checks";
import { u, undirected } from "./data";
import { symmetricMatrix } from "./spectrum-matrix";
import type { SparseWorkload } from "./spectrum-sparse";

const name = "spectrum-density";
const [nodes, edges] = [1_000_000, 5_000_000];
const request = {
  count: 100,
  probes: 10,
  probe: (row: number, probe: number): number => (u(41, 10 * row + probe) < 0.5 ? -1 : 1),
};
/** Moments by index, to five digits behind the point. */
const expected = { 1: -0.00019, 2: -0.80007, 4: 0.35239 };

/** Two moments from each product with the matrix: half the products of the three-term recurrence alone. */
export const spectrumDensity: SparseWorkload = {
  name,
  unit: "density",
  prepare(solver, pace) {
    // L_sym has ones on all of its diagonal here, isolated nodes' too, as the peers that the moments come from have it.
    const matrix = symmetricMatrix(nodes, undirected(nodes, edges, 40), (a, b) => -1 / Math.sqrt(a * b));
    let moments = new Float64Array(0);
    return {
      async run(count) {
        for (let i = 0; i < count; i++) moments = Float64Array.from(await solver.moments(matrix, request, pace));
        for (const [index, value] of Object.entries(expected)) {
          const found = moments[Number(index)];
          if (Math.abs(found - value) <= 1e-5) continue;
          throw new CheckError(`${name}: moment ${index} is ${found.toFixed(5)} instead of ${value}.`);
        }
      },
      note() {
        const shown = Object.keys(expected).map((index) => `μ${index} ${moments[Number(index)].toFixed(5)}`);
        return `${shown.join(", ")}, ${request.count / 2} products (moments doubled)`;
      },
    };
  },
};
