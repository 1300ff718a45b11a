// gan-mlp: a step of two small networks against each other, whose real samples lie around a circle.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { modelVariable } from "../neural/scope";
import { relu } from "../ops/relu";
import { adversarialChecks, adversarialStep } from "./adversarial";
import { normal, u } from "./data";
import { perceptron } from "./perceptron";
import { type Optimization, trainingWorkload } from "./training";

export const rows = 256;
export const generatorWidths = [2, 128, 128, 2];
export const discriminatorWidths = [2, 128, 128, 1];
export const optimization: Optimization = { optimizer: "adam", rate: 1e-3 };

/** Points [rows, 2] on the unit circle with noise of 0.05. */
export function circle(): Float32Array {
  const noise = normal(2, 0.05, 2 * rows);
  return Float32Array.from(noise, (value, i) => {
    const angle = 2 * Math.PI * u(1, i >> 1);
    return (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + value;
  });
}

/** The two batches [rows, 2] that the generator starts from. */
export const noises = (): [Float32Array, Float32Array] => [normal(3, 1, 2 * rows), normal(4, 1, 2 * rows)];

export const ganMlp = trainingWorkload({
  name: "gan-mlp",
  unit: "D+G step",
  checks: adversarialChecks({ 1: 1.40301, 20: 1.3718 }, { 20: 0.640457 }),
  optimization,
  graph() {
    const graph = new Graph(new Model(), { capacity: rows });
    const real = modelVariable(graph, "data", "real", [rows, 2], circle);
    const [z1, z2] = noises().map((values, i) => modelVariable(graph, "data", `z${i + 1}`, [rows, 2], () => values));
    const generator = perceptron(graph, { name: "generator", widths: generatorWidths, seed: 100, hidden: relu });
    const discriminator = perceptron(graph, {
      name: "discriminator",
      widths: discriminatorWidths,
      seed: 200,
      hidden: relu,
    });
    const fakes = [generator.apply(z1), generator.apply(z2)] as const;
    adversarialStep({ real, fakes, generating: generator.parameters, discriminator }, optimization);
    return graph;
  },
});
