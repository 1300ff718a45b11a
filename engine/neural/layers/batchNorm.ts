// Batch normalisation: each channel centred and scaled over the batch and its pixels, or by running statistics.

import type { Node } from "../../core/graph";
import { sizeOf } from "../../core/shape";
import { accumulate } from "../../ops/accumulate";
import { add, shift } from "../../ops/add";
import { divide } from "../../ops/divide";
import { extent } from "../../ops/extent";
import { constant } from "../../ops/fill";
import { maximum } from "../../ops/maximum";
import { mean } from "../../ops/mean";
import { multiply, scale } from "../../ops/multiply";
import { squareRoot } from "../../ops/squareRoot";
import { subtract } from "../../ops/subtract";
import type { Scope } from "../scope";

/** Share of a batch's statistics in the running ones, and what is added to the variance: PyTorch's. */
const share = 0.1;
export const epsilon = 1e-5;

/**
 * S. Ioffe, C. Szegedy, 2015: γ·(x − μ)/√(v + ε) + β over all axes but the last. In training μ and v are the batch's (v
 * biased), and the running mean and variance (unbiased) move a tenth of the way; evaluation takes the running ones.
 * Declares `name/scale`, `name/shift`, `name/mean` and `name/variance`.
 */
export const batchNorm = (scope: Scope, x: Node, name: string): Node =>
  batchNormLayer(scope, name, x.type.shape[x.type.shape.length - 1])(x);

/** The same declared once, for inputs that are normalised each over its own batch. */
export function batchNormLayer(scope: Scope, name: string, channels: number): (x: Node) => Node {
  const shape = [channels];
  const ones = () => new Float32Array(channels).fill(1);
  const gamma = scope.parameter(`${name}/scale`, shape, ones);
  const beta = scope.parameter(`${name}/shift`, shape, () => new Float32Array(channels));
  const runningMean = scope.state(`${name}/mean`, shape);
  const runningVariance = scope.state(`${name}/variance`, shape, ones);
  const normalize = (difference: Node, spread: Node): Node =>
    add(multiply(divide(difference, squareRoot(shift(spread, epsilon))), gamma), beta);
  if (scope.mode === "evaluate") return (x) => normalize(subtract(x, runningMean), runningVariance);

  return (x) => {
    const axes = [...x.type.shape.keys()].slice(0, -1);
    const center = mean(x, { axes });
    const centred = subtract(x, center);
    const variance = mean(multiply(centred, centred), { axes });
    const count = countOf(x);
    const unbiased = multiply(variance, divide(count, maximum(shift(count, -1), constant(x.graph, 1))));
    accumulate(runningMean, scale(subtract(center, runningMean), share));
    accumulate(runningVariance, scale(subtract(unbiased, runningVariance), share));
    return normalize(centred, variance);
  };
}

/** Values of a channel: of the rows of the batch that are there, or of all rows where these are no batch. */
function countOf({ graph, type: { shape, batched } }: Node): Node {
  if (!batched) return constant(graph, sizeOf(shape.slice(0, -1)));
  const pixels = sizeOf(shape.slice(1, -1));
  return pixels === 1 ? extent(graph) : scale(extent(graph), pixels);
}
