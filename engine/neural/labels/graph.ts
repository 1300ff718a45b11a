// Classifiers that labels learn from their vectors and from each other: graph and hypergraph convolutions over the labels.

import type { Node } from "../../core/graph";
import type { CsrMatrix } from "../../graph/csr";
import { leakyRelu } from "../../ops/leakyRelu";
import { matmul } from "../../ops/matmul";
import { sparseMatmul, sparseMatmulTransposed } from "../../ops/sparseMatmul";
import { resident } from "../graph/build";
import { linear, type Signal } from "../graph/signal";
import { modelVariable, type Scope } from "../scope";
import type { Head } from "./head";

export interface GraphHeadOptions {
  labels: number;
  /** Widths of the layers between the label vectors and the classifiers, whose width is that of the features. */
  labelLayers: readonly number[];
  /** What describes each label: row-major [labels × size], or sparse of so many rows. */
  vectors: { size: number; values: Float32Array } | CsrMatrix;
  /**
   * Of `graph` the propagation [labels × labels], see `LabelGraph`; of `hypergraph` the factor [labels × hyperedges], see
   * `LabelHypergraph`; the other heads read none.
   */
  matrix?: CsrMatrix;
}

/** What a layer does to the labels' rows, f32 [labels, units], to mix them. */
type Propagate = (x: Node) => Node;

/**
 * H' = LeakyReLU(P·H·W) layer upon layer, linear in the last, no bias (Z.-M. Chen et al., 2019): the classifiers C [labels,
 * features], once a step, and the logits h·Cᵀ. Declares `head/label1/weight` and so on, and the vectors as data.
 */
function overLabels(
  { labels, labelLayers, vectors }: GraphHeadOptions,
  propagation: (scope: Scope) => Propagate,
): Head {
  return (scope, hidden) =>
    scope.graph.within("head", () => {
      const propagate = propagation(scope);
      const widths = [...labelLayers, hidden.type.shape[1]];
      let signal = labelVectors(scope, labels, vectors);
      for (const [index, units] of widths.entries()) {
        const name = `label${index + 1}`;
        signal = scope.graph.within(name, () => {
          const y = propagate(linear(scope, signal, `head/${name}/weight`, units));
          return index + 1 < widths.length ? leakyRelu(y, slope) : y;
        });
      }
      return matmul(hidden, signal as Node, { transposeB: true });
    });
}

/** Of the activation between layers. */
const slope = 0.2;

function labelVectors(scope: Scope, labels: number, vectors: GraphHeadOptions["vectors"]): Signal {
  if ("rowPointers" in vectors) return resident(scope, "head/vectors", vectors);
  return modelVariable(scope.graph, "data", "head/vectors", [labels, vectors.size], () => vectors.values);
}

const matrixOf = ({ matrix }: GraphHeadOptions): CsrMatrix => {
  if (matrix) return matrix;
  throw new Error("A head over a graph of labels needs its matrix.");
};

/** P is the propagation of the label graph. */
export const graph = (options: GraphHeadOptions): Head =>
  overLabels(options, (scope) => {
    const propagation = resident(scope, "head/propagation", matrixOf(options));
    return (x) => sparseMatmul(propagation, x);
  });

/** P is Θ = B·Bᵀ of the label hypergraph, applied as B·(Bᵀ·x). */
export const hypergraph = (options: GraphHeadOptions): Head =>
  overLabels(options, (scope) => {
    const factor = resident(scope, "head/incidence", matrixOf(options));
    return (x) => sparseMatmul(factor, sparseMatmulTransposed(factor, x));
  });

/** P is the identity, the control: the same layers without anything from other labels. */
export const identity = (options: GraphHeadOptions): Head => overLabels(options, () => (x) => x);
