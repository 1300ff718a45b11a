// The loss functions, by the names that experiments use: each a numerator and a denominator, so that batches add up.

import type { Node } from "../core/graph";
import { sizeOf } from "../core/shape";
import { absolute } from "../ops/absolute";
import { extent } from "../ops/extent";
import { constant } from "../ops/fill";
import { logSoftmax } from "../ops/logSoftmax";
import { minimum } from "../ops/minimum";
import { multiply, scale } from "../ops/multiply";
import { negate } from "../ops/negate";
import { sigmoid } from "../ops/sigmoid";
import { softmax } from "../ops/softmax";
import { softplus } from "../ops/softplus";
import { subtract } from "../ops/subtract";
import { sum } from "../ops/sum";

export type LossName =
  | "sumOfSquares"
  | "meanSquare"
  | "halfSquare"
  | "absolute"
  | "huber"
  | "binaryCrossEntropy"
  | "softmaxCrossEntropy";

/** Scalars whose quotient is the loss of a batch; over several batches both are summed first. */
export interface LossParts {
  numerator: Node;
  denominator: Node;
}

interface Loss {
  /**
   * Of what the network gives and of the targets, both f32 [rows, outputs]; targets of classes are one-hot, and may be
   * f32 [rows, places, classes] for softmaxCrossEntropy.
   * `weights`, [outputs], multiplies the loss of each class, for softmaxCrossEntropy.
   */
  parts(output: Node, target: Node, weights?: Node): LossParts;
  /** What the network's output says: probabilities for losses on logits, the values themselves otherwise. */
  prediction(output: Node): Node;
  /** Whether the loss of several batches is their sum, not their mean. */
  summed?: true;
}

const squares = (output: Node, target: Node): Node => {
  const error = subtract(output, target);
  return sum(multiply(error, error));
};

/** Rows of the batch, times `columns`. */
const times = ({ graph }: Node, columns: number): Node => {
  const rows = extent(graph);
  return columns === 1 ? rows : scale(rows, columns);
};

/** Number of target values in the batch. */
const count = (target: Node): Node => times(target, target.type.shape[1]);

const values = (output: Node): Node => output;

export const losses: Readonly<Record<LossName, Loss>> = {
  /** Σ(ŷ − y)². */
  sumOfSquares: {
    parts: (output, target) => ({ numerator: squares(output, target), denominator: constant(output.graph, 1) }),
    prediction: values,
    summed: true,
  },
  /** The mean of (ŷ − y)² over rows and outputs. */
  meanSquare: {
    parts: (output, target) => ({ numerator: squares(output, target), denominator: count(target) }),
    prediction: values,
  },
  /** ½Σ(ŷ − y)²/m over m rows, as DeepLearnToolbox. */
  halfSquare: {
    parts: (output, target) => ({
      numerator: scale(squares(output, target), 0.5),
      denominator: extent(output.graph),
    }),
    prediction: values,
  },
  /** The mean of |ŷ − y|. */
  absolute: {
    parts: (output, target) => ({
      numerator: sum(absolute(subtract(output, target))),
      denominator: count(target),
    }),
    prediction: values,
  },
  /** The mean of ½e² where |e| ≤ 1, |e| − ½ elsewhere (P. Huber, 1964): with c = min(|e|, 1), c·(|e| − c/2). */
  huber: {
    parts(output, target) {
      const error = absolute(subtract(output, target));
      const clipped = minimum(error, constant(output.graph, 1));
      return {
        numerator: sum(multiply(clipped, subtract(error, scale(clipped, 0.5)))),
        denominator: count(target),
      };
    },
    prediction: values,
  },
  /** The mean of −y·log σ(x) − (1 − y)·log(1 − σ(x)) for logits x: log(1 + e^x) − x·y, which does not overflow. */
  binaryCrossEntropy: {
    parts: (output, target) => ({
      numerator: sum(subtract(softplus(output), multiply(output, target))),
      denominator: count(target),
    }),
    prediction: sigmoid,
  },
  /** Σ w·l / Σ w over rows (and places), with l = −log softmax(x) at the row's class and w the weight of that class (1 without). */
  softmaxCrossEntropy: {
    parts(output, target, weights) {
      const weighted = weights ? multiply(target, weights) : target;
      return {
        numerator: negate(sum(multiply(weighted, logSoftmax(output)))),
        denominator: weights ? sum(weighted) : times(output, sizeOf(output.type.shape.slice(1, -1))),
      };
    },
    prediction: softmax,
  },
};
