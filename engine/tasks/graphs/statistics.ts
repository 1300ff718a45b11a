// Simple numbers of a whole graph, which a table's model can tell graphs apart by where no network is needed.

import { neighbourCounts } from "../../graph/components";
import type { SimpleGraph } from "../../graph/simple-graph";

export const statisticNames = ["nodes", "edges", "mean degree", "largest degree", "triangles", "clustering"] as const;

/** In the order of `statisticNames`; clustering is 3 × triangles by paths of two edges, 0 where there are none. */
export function statisticsOf({ nodes, edges, adjacency }: SimpleGraph): number[] {
  const degrees = neighbourCounts(adjacency);
  let [paths, largest] = [0, 0];
  for (const degree of degrees) {
    paths += (degree * (degree - 1)) / 2;
    largest = Math.max(largest, degree);
  }
  const triangles = countTriangles(adjacency);
  return [
    nodes,
    edges,
    nodes === 0 ? 0 : (2 * edges) / nodes,
    largest,
    triangles,
    paths === 0 ? 0 : (3 * triangles) / paths,
  ];
}

/** Each triangle u < v < w once. */
function countTriangles({ rows, rowPointers, columnIndices }: SimpleGraph["adjacency"]): number {
  const marked = new Int32Array(rows).fill(-1);
  let count = 0;
  for (let u = 0; u < rows; u++) {
    for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) marked[columnIndices[at]] = u;
    for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) {
      const v = columnIndices[at];
      if (v <= u) continue;
      for (let to = rowPointers[v]; to < rowPointers[v + 1]; to++) {
        if (columnIndices[to] > v && marked[columnIndices[to]] === u) count++;
      }
    }
  }
  return count;
}

/** f32 [graphs × statistics], each standardised by the first `train` graphs. */
export function statisticMatrix(graphs: readonly SimpleGraph[], train: number): Float32Array {
  const width = statisticNames.length;
  const all = graphs.map(statisticsOf);
  const values = new Float32Array(graphs.length * width);
  for (let j = 0; j < width; j++) {
    let [mean, square] = [0, 0];
    for (let i = 0; i < train; i++) mean += all[i][j] / train;
    for (let i = 0; i < train; i++) square += (all[i][j] - mean) ** 2 / train;
    const scale = Math.sqrt(square) || 1;
    for (let i = 0; i < graphs.length; i++) values[i * width + j] = (all[i][j] - mean) / scale;
  }
  return values;
}
