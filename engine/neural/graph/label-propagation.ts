// Label propagation: known labels flow along edges, with no features and no training (D. Zhou et al., 2004).

import type { Breathe } from "../../tasks/table/matrix";
import type { Complete } from "./defaults";
import { adjacencyOf, type NodeInputs } from "./inputs";
import type { NodeTargets } from "./node-network";
import { product, propagationMatrix } from "./propagation";

/**
 * F ← α·D^-½AD^-½·F + (1 − α)·Y, `hops` times from F = Y, Y the one-hot classes (or values, and 1 as their weight) of the
 * nodes of `train` and zeros elsewhere. Gives [nodes × outputs]: probabilities, rows of F over their sum, or values
 * weighted so; what no label reaches gets the shares of the classes in `train`, or its mean.
 * @throws InputError when the data have no edges between nodes, or negative degrees
 */
export async function propagateLabels(
  inputs: Pick<NodeInputs, "nodes" | "adjacency">,
  { hops, alpha }: Complete<"labelPropagation">,
  { train, targets, breathe }: { train: Uint32Array; targets: NodeTargets; breathe: Breathe },
): Promise<Float32Array> {
  const { nodes } = inputs;
  const { outputs } = targets;
  const propagation = propagationMatrix(adjacencyOf(inputs), "noLoops");
  const width = targets.kind === "classes" ? outputs : outputs + 1;
  const start = new Float64Array(nodes * width);
  for (const node of train) {
    if (targets.kind === "classes") start[node * width + targets.values[node]] = 1;
    else {
      for (let j = 0; j < outputs; j++) start[node * width + j] = targets.values[node * outputs + j];
      start[node * width + outputs] = 1;
    }
  }
  let flow: Float64Array = start;
  for (let hop = 0; hop < hops; hop++) {
    flow = product(propagation, flow, width);
    for (let i = 0; i < flow.length; i++) flow[i] = alpha * flow[i] + (1 - alpha) * start[i];
    await breathe();
  }
  const result = new Float32Array(nodes * outputs);
  const overall = rowShares(columnSums(start, width), targets);
  for (let node = 0; node < nodes; node++) {
    const row = flow.subarray(node * width, (node + 1) * width);
    result.set(weightOf(row, targets) > 0 ? rowShares(row, targets) : overall, node * outputs);
  }
  return result;
}

/** How much of the labels has come to a row. */
const weightOf = (row: Float64Array, { kind, outputs }: NodeTargets): number =>
  kind === "classes" ? row.reduce((sum, value) => sum + value, 0) : row[outputs];

/** The row over its weight. */
function rowShares(row: Float64Array, targets: NodeTargets): Float64Array {
  const weight = weightOf(row, targets) || 1;
  return row.subarray(0, targets.outputs).map((value) => value / weight);
}

function columnSums(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let i = 0; i < values.length; i++) sums[i % width] += values[i];
  return sums;
}
