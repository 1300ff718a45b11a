// mlp-small: a training step of a 2-8-8-1 network on 32 points, where overhead is nearly all there is.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { losses } from "../neural/losses";
import { modelVariable } from "../neural/scope";
import { divide } from "../ops/divide";
import { tanh } from "../ops/tanh";
import { lossChecks } from "./checks";
import { uni } from "./data";
import { perceptron } from "./perceptron";
import { type Optimization, train, trainingWorkload } from "./training";

export const rows = 32;
export const widths = [2, 8, 8, 1];
export const optimization: Optimization = { optimizer: "gradientDescent", rate: 0.03 };

/** Points [rows, 2] in a square, and +1 inside a circle, −1 outside. */
export function examples(): { points: Float32Array; truth: Float32Array } {
  const points = uni(1, -1, 1, rows * 2);
  const inside = (row: number) => points[2 * row] ** 2 + points[2 * row + 1] ** 2 < 0.5;
  return { points, truth: Float32Array.from({ length: rows }, (_, row) => (inside(row) ? 1 : -1)) };
}

export const mlpSmall = trainingWorkload({
  name: "mlp-small",
  checks: lossChecks({ 1: 0.963314, 20: 0.843143 }),
  optimization,
  graph() {
    const graph = new Graph(new Model(), { capacity: rows });
    const { points, truth } = examples();
    const input = modelVariable(graph, "data", "points", [rows, 2], () => points);
    const target = modelVariable(graph, "data", "truth", [rows, 1], () => truth);
    const { parameters, apply } = perceptron(graph, { name: "dense", widths, seed: 100, hidden: tanh });
    const { numerator, denominator } = losses.meanSquare.parts(apply(input), target);
    train(divide(numerator, denominator), parameters, optimization);
    return graph;
  },
});
