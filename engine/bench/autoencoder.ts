// autoencoder-4096: a training step of a deep autoencoder, where matrix products are nearly all there is.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { losses } from "../neural/losses";
import { modelVariable } from "../neural/scope";
import { divide } from "../ops/divide";
import { sigmoid } from "../ops/sigmoid";
import { lossChecks } from "./checks";
import { uni } from "./data";
import { perceptron } from "./perceptron";
import { type Optimization, train, trainingWorkload } from "./training";

export const rows = 150;
export const widths = [4096, 1500, 500, 200, 50, 200, 500, 1500, 4096];
export const optimization: Optimization = { optimizer: "momentum", momentum: 0.5, rate: 0.03 };

export const pixels = (): Float32Array => uni(1, 0, 1, rows * widths[0]);

export const autoencoder = trainingWorkload({
  name: "autoencoder-4096",
  checks: lossChecks({ 1: 985.688, 10: 645.112 }),
  optimization,
  gigaflop: 10.76,
  graph() {
    const graph = new Graph(new Model(), { capacity: rows });
    const input = modelVariable(graph, "data", "pixels", [rows, widths[0]], pixels);
    const { parameters, apply } = perceptron(graph, { name: "dense", widths, seed: 100, hidden: sigmoid });
    const { numerator, denominator } = losses.halfSquare.parts(apply(input), input);
    train(divide(numerator, denominator), parameters, optimization);
    return graph;
  },
});
