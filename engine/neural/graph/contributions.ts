// What each layer of a chosen node collects: the nodes that reach it hop by hop, and how much of each comes through.

import type { CsrMatrix } from "../../graph/csr";
import { rescaledLaplacian } from "./cheb";
import type { CompleteModel } from "./defaults";
import { hypergraphFactor } from "./hypergraph";
import { adjacencyOf, type NodeInputs } from "./inputs";
import { neighbourMean, propagationMatrix, transposed, withLoops } from "./propagation";

export interface Contribution {
  /** What the weights are a row of: `Â²`, … */
  matrix: string;
  /** At most `contributionLimit` nodes, of the largest weights by magnitude, largest first. */
  nodes: number[];
  weights: number[];
  /** Nodes with a weight other than zero that are left out. */
  left: number;
}

export const contributionLimit = 200;
/** Hops of the models that take many. */
const hopLimit = 10;

type Row = ReadonlyMap<number, number>;

/**
 * For hop 1, 2, … from the node the weights with which others come into it: rows of the powers of the propagation matrix,
 * of appnp and label propagation of the polynomial after so many hops, of cheb of T_k(L̃), of gat products of the attention
 * from the last layer back, its heads averaged. A network without edges collects nothing.
 * @param attention of gat, layer by layer, [entries of A + I, heads], as the outputs of the evaluation have it
 */
export function contributionsOf(
  inputs: NodeInputs,
  model: CompleteModel,
  node: number,
  attention: readonly Float32Array[] = [],
): Contribution[] {
  const start: Row = new Map([[node, 1]]);
  switch (model.kind) {
    case "gcn":
      return powers(start, "Â", model.layers, rowTimes(propagationMatrix(adjacencyOf(inputs), model.propagation)));
    case "sgc":
      return powers(start, "Â", model.hops, rowTimes(propagationMatrix(adjacencyOf(inputs), "symmetric")));
    case "gin":
      return powers(start, "(A + I)", model.layers, rowTimes(withLoops(adjacencyOf(inputs))));
    case "sage":
      return powers(start, "D⁻¹A", model.layers, rowTimes(neighbourMean(adjacencyOf(inputs))));
    case "appnp": {
      const step = rowTimes(propagationMatrix(adjacencyOf(inputs), "symmetric"));
      return restarts(start, "Â", Math.min(hopLimit, model.hops), 1 - model.alpha, step);
    }
    case "labelPropagation": {
      const step = rowTimes(propagationMatrix(adjacencyOf(inputs), "noLoops"));
      return restarts(start, "D^-½AD^-½", Math.min(hopLimit, model.hops), model.alpha, step);
    }
    case "hgnn": {
      const factor = hypergraphFactor(inputs, model);
      const [toHyperedges, toNodes] = [rowTimes(factor), rowTimes(transposed(factor))];
      return powers(start, "Θ", model.layers, (row) => toNodes(toHyperedges(row)));
    }
    case "cheb":
      return polynomials(start, model.degree, rowTimes(rescaledLaplacian(adjacencyOf(inputs))));
    case "gat":
      return attended(start, withLoops(adjacencyOf(inputs)), attention);
    case "mlp":
      return [];
  }
}

/** row·M. */
const rowTimes =
  ({ rowPointers, columnIndices, values }: CsrMatrix) =>
  (row: Row): Row => {
    const sums = new Map<number, number>();
    for (const [from, weight] of row) {
      for (let entry = rowPointers[from]; entry < rowPointers[from + 1]; entry++) {
        const to = columnIndices[entry];
        sums.set(to, (sums.get(to) ?? 0) + weight * values[entry]);
      }
    }
    return sums;
  };

/** a·x + b·y. */
function combined(a: number, x: Row, b: number, y: Row): Row {
  const sums = new Map([...x].map(([node, weight]) => [node, a * weight]));
  for (const [node, weight] of y) sums.set(node, (sums.get(node) ?? 0) + b * weight);
  return sums;
}

const raised = (matrix: string, power: number): string => (power === 1 ? matrix : `${matrix}^${power}`);

function powers(start: Row, matrix: string, hops: number, step: (row: Row) => Row): Contribution[] {
  let row = start;
  return Array.from({ length: hops }, (_, hop) => {
    row = step(row);
    return largestOf(row, raised(matrix, hop + 1));
  });
}

function restarts(start: Row, matrix: string, hops: number, share: number, step: (row: Row) => Row): Contribution[] {
  let row = start;
  return Array.from({ length: hops }, (_, hop) => {
    row = combined(share, step(row), 1 - share, start);
    return largestOf(row, `Z after ${hop + 1} × ${matrix}`);
  });
}

/** T_{k+1} = 2·L̃·T_k − T_{k−1}. */
function polynomials(start: Row, degree: number, step: (row: Row) => Row): Contribution[] {
  let before = start;
  let row = step(start);
  return Array.from({ length: degree }, (_, index) => {
    const found = largestOf(row, `T_${index + 1}(L̃)`);
    [before, row] = [row, combined(2, step(row), -1, before)];
    return found;
  });
}

function attended(start: Row, pattern: CsrMatrix, attention: readonly Float32Array[]): Contribution[] {
  const entries = pattern.columnIndices.length;
  let row = start;
  return attention.toReversed().map((weights, hop) => {
    const heads = weights.length / entries;
    const values = Float64Array.from({ length: entries }, (_, entry) => {
      const own = weights.subarray(entry * heads, (entry + 1) * heads);
      return own.reduce((sum, value) => sum + value, 0) / heads;
    });
    row = rowTimes({ ...pattern, values })(row);
    return largestOf(row, hop === 0 ? "α" : `α product of ${hop + 1} layers`);
  });
}

function largestOf(row: Row, matrix: string): Contribution {
  const all = [...row].filter(([, weight]) => weight !== 0);
  all.sort(([nodeA, a], [nodeB, b]) => Math.abs(b) - Math.abs(a) || nodeA - nodeB);
  const kept = all.slice(0, contributionLimit);
  return {
    matrix,
    nodes: kept.map(([node]) => node),
    weights: kept.map(([, weight]) => weight),
    left: all.length - kept.length,
  };
}
