// spectrum-dense-…: all eigenvalues of the normalised Laplacian of a random graph, component by component, each as a dense matrix.

import type { DenseSolver, SolverPace } from "../graph/solver";
import { CheckError } from "./checks";
import { undirected } from "./data";
import type { Prepared } from "./workload";

export interface SpectrumWorkload {
  name: string;
  prepare(solver: DenseSolver, pace: SolverPace): Promise<Prepared>;
}

/** `largest`: the largest eigenvalue, by numpy.linalg.eigvalsh of the whole matrix. */
const graphs = [
  { nodes: 1000, edges: 2500, largest: 1.8309997203560573 },
  { nodes: 2708, edges: 5278, largest: 2 },
];

const tolerance = 1e-10;

/** The nodes of each component. */
export function componentsOf(nodes: number, pairs: Int32Array): number[][] {
  const parents = Int32Array.from({ length: nodes }, (_, node) => node);
  const root = (node: number): number => {
    for (; parents[node] !== node; node = parents[node]) parents[node] = parents[parents[node]];
    return node;
  };
  for (let k = 0; k < pairs.length; k += 2) parents[root(pairs[k])] = root(pairs[k + 1]);
  const components = new Map<number, number[]>();
  for (let node = 0; node < nodes; node++) {
    const members = components.get(root(node));
    if (members) members.push(node);
    else components.set(root(node), [node]);
  }
  return [...components.values()];
}

/** I − D^−½·A·D^−½ of each component, row-major; of an isolated node 0. */
function laplacians(nodes: number, pairs: Int32Array, components: readonly number[][]): Float64Array[] {
  const degrees = new Float64Array(nodes);
  for (const node of pairs) degrees[node]++;
  const [of, place] = [new Int32Array(nodes), new Int32Array(nodes)];
  const matrices = components.map((members, component) => {
    const size = members.length;
    const matrix = new Float64Array(size ** 2);
    for (const [i, node] of members.entries()) {
      of[node] = component;
      place[node] = i;
      matrix[i * size + i] = Math.sign(degrees[node]);
    }
    return matrix;
  });
  for (let k = 0; k < pairs.length; k += 2) {
    const [a, b] = [pairs[k], pairs[k + 1]];
    const matrix = matrices[of[a]];
    const size = components[of[a]].length;
    const value = -1 / Math.sqrt(degrees[a] * degrees[b]);
    matrix[place[a] * size + place[b]] = value;
    matrix[place[b] * size + place[a]] = value;
  }
  return matrices;
}

/** All eigenvalues, from the edges, ascending. */
async function spectrum(
  nodes: number,
  pairs: Int32Array,
  solver: DenseSolver,
  pace: SolverPace,
): Promise<Float64Array> {
  const components = componentsOf(nodes, pairs);
  const values = new Float64Array(nodes);
  let found = 0;
  for (const [component, matrix] of laplacians(nodes, pairs, components).entries()) {
    const size = components[component].length;
    values.set(await solver.eigenvalues(matrix, size, pace), found);
    found += size;
  }
  return values.sort();
}

export const spectra: readonly SpectrumWorkload[] = graphs.map(({ nodes, edges, largest }) => {
  const name = `spectrum-dense-${nodes}`;
  return {
    name,
    async prepare(solver, pace) {
      const pairs = undirected(nodes, edges, 10);
      const components = componentsOf(nodes, pairs);
      const most = Math.max(...components.map(({ length }) => length));
      const values = await spectrum(nodes, pairs, solver, pace);
      const zeros = values.filter((value) => Math.abs(value) < tolerance).length;
      if (zeros !== components.length)
        throw new CheckError(`${name}: ${zeros} eigenvalues are 0, but there are ${components.length} components.`);
      const found = values[nodes - 1];
      if (!(Math.abs(found - largest) < tolerance))
        throw new CheckError(`${name}: the largest eigenvalue is ${found} instead of ${largest}.`);
      return {
        async run(count) {
          for (let i = 0; i < count; i++) await spectrum(nodes, pairs, solver, pace);
        },
        note(milliseconds) {
          const rate = ((4 / 3) * nodes ** 3) / milliseconds / 1e6;
          const split = `${components.length} components solved one by one, the largest of ${most} nodes`;
          return `${zeros} zeros, λmax ${found.toFixed(10)}, ${rate.toFixed(1)} GFLOP/s of 4/3 n³; ${split}`;
        },
      };
    },
  };
});
