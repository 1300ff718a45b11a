// Data like those of the citation graph Cora: the same numbers of nodes, edges, features and classes, drawn at random.

import type { CompressedRows } from "../ops/sparse";
import { draw, u, undirected } from "./data";

export const nodes = 2708;
export const columns = 1433;
export const classes = 7;

/** Ends of the edges, flat. */
export const citations = (): Int32Array => undirected(nodes, 5278, 10);

/** Classes of the first nodes, which train. */
export const trainedClasses = (): Int32Array => draw(13, classes, 140);

/** Each feature is there with a probability of 0.0127; rows sum to 1. */
export function featureRows(): CompressedRows & { values: Float32Array } {
  const rowPointers = new Int32Array(nodes + 1);
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (let node = 0; node < nodes; node++) {
    for (let feature = 0; feature < columns; feature++) {
      if (u(12, node * columns + feature) < 0.0127) columnIndices.push(feature);
    }
    const count = columnIndices.length - rowPointers[node];
    for (let entry = 0; entry < count; entry++) values.push(1 / count);
    rowPointers[node + 1] = columnIndices.length;
  }
  return { rows: nodes, columns, rowPointers, columnIndices, values: Float32Array.from(values) };
}
