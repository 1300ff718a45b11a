// denoise-cnn: a training step of four convolutions that learn the noise of 32 pictures of 40 × 40.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { modelVariable, Scope } from "../neural/scope";
import { mean } from "../ops/mean";
import { multiply } from "../ops/multiply";
import { relu } from "../ops/relu";
import { subtract } from "../ops/subtract";
import { lossChecks } from "./checks";
import { convolution, glorotKernel, type KernelShape } from "./convolution";
import { normal, uni } from "./data";
import { type Optimization, train, trainingWorkload } from "./training";

export const rows = 32;
export const side = 40;
export const kernels: readonly KernelShape[] = [
  [16, 1, 3, 3],
  [16, 16, 3, 3],
  [16, 16, 3, 3],
  [1, 16, 3, 3],
];
export const optimization: Optimization = { optimizer: "adam", rate: 1e-3 };

/** Pictures [rows, side, side, 1], and the same with noise. */
export function pictures(): { clean: Float32Array; noisy: Float32Array } {
  const clean = uni(1, 0, 1, rows * side * side);
  const noise = normal(2, 0.1, clean.length);
  return { clean, noisy: clean.map((value, i) => value + noise[i]) };
}

export const denoiseCnn = trainingWorkload({
  name: "denoise-cnn",
  checks: lossChecks({ 1: 0.0181193, 20: 0.00985197 }),
  optimization,
  gigaflop: 1.489,
  graph() {
    const graph = new Graph(new Model(), { capacity: rows });
    const scope = new Scope(graph, "train", 1);
    const layers = kernels.map((shape, i) =>
      convolution(scope, `convolution${i + 1}`, shape, glorotKernel(100 + i, shape), { padding: 1 }),
    );
    const { clean, noisy } = pictures();
    const shape = [rows, side, side, 1];
    const x = modelVariable(graph, "data", "noisy", shape, () => noisy);
    const target = modelVariable(graph, "data", "clean", shape, () => clean);
    const noise = layers.reduce((node, layer, i) => {
      return i === layers.length - 1 ? layer(node) : relu(layer(node));
    }, x);
    const error = subtract(subtract(x, noise), target);
    train(mean(multiply(error, error)), scope.parameters, optimization);
    return graph;
  },
});
