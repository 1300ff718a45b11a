// Places for nodes by two eigenvectors of L_sym for each component, and the components beside each other by size.

import type { SimpleGraph } from "./simple-graph";
import { type ComponentPairs, solveEnds } from "./solve-components";
import type { SolverPace, Solvers } from "./solver";
import { structureOf } from "./structure";

/** Residuals of vectors that are only looked at. */
const drawnTolerance = 1e-5;
/** Room around a component, as a share of its own. */
const margin = 0.15;

/**
 * x and y of each node in turn, in [−1, 1], of an undirected graph: D^-½ times the eigenvectors of the two smallest
 * eigenvalues of L_sym above 0 (Y. Koren, 2005), so that neighbours are near each other. Signs of weights do not count.
 */
export async function spectralLayout(graph: SimpleGraph, solvers: Solvers, pace: SolverPace): Promise<Float32Array> {
  const adjacency = { ...graph.adjacency, values: graph.adjacency.values.map(Math.abs) };
  const structure = structureOf({ ...graph, adjacency }, "normalized");
  const wanted = { k: 3, end: "smallest", tolerance: drawnTolerance } as const;
  const { solved } = await solveEnds(structure, solvers, wanted, pace);
  const order = solved.map((_, i) => i).sort((a, b) => sizeOf(solved[b]) - sizeOf(solved[a]) || a - b);
  const boxes = packed(order.map((i) => Math.sqrt(sizeOf(solved[i]))));
  const positions = new Float32Array(2 * graph.nodes);
  for (const [rank, i] of order.entries()) {
    const { part } = solved[i];
    const nodes = structure.members[part];
    const { x, y, side } = boxes[rank];
    const reach = (side / 2) * (1 - margin);
    for (const axis of [0, 1]) {
      const values = axisOf(solved[i], axis + 1, (node) => structure.roots[nodes[node]] || 1);
      for (let node = 0; node < nodes.length; node++) {
        positions[2 * nodes[node] + axis] = (axis === 0 ? x : y) + reach * values[node];
      }
    }
  }
  return positions;
}

const sizeOf = ({ values, vectors }: ComponentPairs): number => vectors!.length / values.length;

/** Pair `index` of a component, over √d, between −1 and 1; 0 where the component has no such pair. */
function axisOf(pairs: ComponentPairs, index: number, root: (node: number) => number): Float64Array {
  const n = sizeOf(pairs);
  const values = new Float64Array(n);
  if (index >= pairs.values.length) return values;
  let most = 0;
  for (let node = 0; node < n; node++) {
    values[node] = pairs.vectors![index * n + node] / root(node);
    most = Math.max(most, Math.abs(values[node]));
  }
  return most === 0 ? values : values.map((value) => value / most);
}

/** Squares of those sides (falling) in rows from the top, the whole within [−1, 1]; x and y are centres. */
function packed(sides: readonly number[]): { x: number; y: number; side: number }[] {
  const area = sides.reduce((sum, side) => sum + side * side, 0);
  const width = Math.max(sides[0] ?? 1, Math.sqrt(area));
  const boxes: { x: number; y: number; side: number }[] = [];
  let [left, top, height] = [0, 0, 0];
  for (const side of sides) {
    if (left > 0 && left + side > width + 1e-9) [left, top, height] = [0, top + height, 0];
    height = Math.max(height, side);
    boxes.push({ x: left + side / 2, y: top + side / 2, side });
    left += side;
  }
  const tall = top + height;
  const scale = 2 / Math.max(width, tall, Number.MIN_VALUE);
  return boxes.map(({ x, y, side }) => ({ x: scale * (x - width / 2), y: scale * (tall / 2 - y), side: scale * side }));
}
