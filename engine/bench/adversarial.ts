// The step that both adversarial workloads train: first the discriminator, then the generator against it.

import type { Node } from "../core/graph";
import { losses } from "../neural/losses";
import type { Parameter } from "../neural/scope";
import { add } from "../ops/add";
import { divide } from "../ops/divide";
import { fill } from "../ops/fill";
import { type Check, lossChecks } from "./checks";
import { type Optimization, train } from "./training";

/** Names of the two losses among the outputs. */
export const outputs = { discriminator: "lossD", generator: "lossG" } as const;

/** Mean binary cross-entropy on logits, all of whose truths are `truth`. */
function binaryCrossEntropy(logits: Node, truth: 0 | 1): Node {
  const { graph, type } = logits;
  const { numerator, denominator } = losses.binaryCrossEntropy.parts(logits, fill(graph, type, truth));
  return divide(numerator, denominator);
}

export interface Adversaries {
  real: Node;
  /** What the generator makes of two batches of noise: one to train D on, one to train G. */
  fakes: readonly [Node, Node];
  /** Those of the second. */
  generating: readonly Parameter[];
  discriminator: { parameters: readonly Parameter[]; apply(x: Node): Node };
}

/**
 * D: bce(D(real), 1) + bce(D(fake), 0), in two passes, whose gradient stops at the samples; then with the D that is
 * trained, G: bce(D(G(z)), 1), whose gradient leaves D's weights out (I. Goodfellow et al., 2014, without saturation).
 */
export function adversarialStep(
  { real, fakes, generating, discriminator: { parameters, apply } }: Adversaries,
  optimization: Optimization,
): void {
  const lossD = add(binaryCrossEntropy(apply(real), 1), binaryCrossEntropy(apply(fakes[0]), 0));
  train(lossD, parameters, optimization, outputs.discriminator);
  train(binaryCrossEntropy(apply(fakes[1]), 1), generating, optimization, outputs.generator);
}

/** D's losses by step, and G's. */
export const adversarialChecks = (
  discriminator: Readonly<Record<number, number>>,
  generator: Readonly<Record<number, number>>,
): Check[] => [
  ...lossChecks(discriminator, { name: "loss", output: outputs.discriminator }),
  ...lossChecks(generator, { name: "lossG", output: outputs.generator }),
];
