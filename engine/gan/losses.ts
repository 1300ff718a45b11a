// The losses that the two networks play for, by the names that experiments use.

import type { Node } from "../core/graph";
import { add, shift } from "../ops/add";
import { mean } from "../ops/mean";
import { multiply, scale } from "../ops/multiply";
import { negate } from "../ops/negate";
import { relu } from "../ops/relu";
import { sigmoid } from "../ops/sigmoid";
import { softplus } from "../ops/softplus";
import { subtract } from "../ops/subtract";
import type { AdversarialLossName } from "../tasks/generate/spec";

interface AdversarialLoss {
  /** What D descends, from its outputs for real and for generated samples; real ones count as 1 − `smoothing`. */
  discriminator(real: Node, fake: Node, smoothing: number): Node;
  /** What G descends, from D's outputs for generated samples. */
  generator(fake: Node): Node;
  /** Whether D's outputs are logits, whose sigmoid is the probability of being real. */
  logits: boolean;
  /** Whether real samples have a label to smooth. */
  labels: boolean;
}

/** The mean of a squared distance to `target`, halved. */
const halfSquare = (output: Node, target: number): Node => {
  const error = shift(output, -target);
  return scale(mean(multiply(error, error)), 0.5);
};

/** The mean cross-entropy of logits whose truths are all 1 − smoothing: log(1 + e^x) − (1 − smoothing)·x. */
const asReal = (logits: Node, smoothing: number): Node =>
  mean(subtract(softplus(logits), smoothing === 0 ? logits : scale(logits, 1 - smoothing)));

/** −log(1 − σ(x)), on average. */
const asFake = (logits: Node): Node => mean(softplus(logits));

const entropy = (real: Node, fake: Node, smoothing: number): Node => add(asReal(real, smoothing), asFake(fake));

export const adversarialLosses: Readonly<Record<AdversarialLossName, AdversarialLoss>> = {
  /** I. Goodfellow et al., 2014: D ascends V = E log D(x) + E log(1 − D(G(z))), and G descends its second term. */
  minimax: {
    discriminator: entropy,
    generator: (fake) => negate(asFake(fake)),
    logits: true,
    labels: true,
  },
  /** The same D, and G descends −E log D(G(z)), whose gradient does not vanish where D is sure. */
  nonSaturating: {
    discriminator: entropy,
    generator: (fake) => asReal(fake, 0),
    logits: true,
    labels: true,
  },
  /** X. Mao et al., 2017, with labels 0 and 1: D descends ½E(D(x) − 1)² + ½E D(G(z))², G ½E(D(G(z)) − 1)². */
  leastSquares: {
    discriminator: (real, fake, smoothing) => add(halfSquare(real, 1 - smoothing), halfSquare(fake, 0)),
    generator: (fake) => halfSquare(fake, 1),
    logits: false,
    labels: true,
  },
  /** J. Lim, J. Ye, 2017: D descends E max(0, 1 − D(x)) + E max(0, 1 + D(G(z))), G −E D(G(z)). */
  hinge: {
    discriminator: (real, fake) => add(mean(relu(shift(negate(real), 1))), mean(relu(shift(fake, 1)))),
    generator: (fake) => negate(mean(fake)),
    logits: false,
    labels: false,
  },
  /** M. Arjovsky et al., 2017: D descends E D(G(z)) − E D(x), G −E D(G(z)). */
  wasserstein: {
    discriminator: (real, fake) => subtract(mean(fake), mean(real)),
    generator: (fake) => negate(mean(fake)),
    logits: false,
    labels: false,
  },
};

/** D of samples as metrics have it: probabilities of logits, the outputs else. */
export const shownOutput = (loss: AdversarialLossName, output: Node): Node =>
  adversarialLosses[loss].logits ? sigmoid(output) : output;

/** V(D, G) = E log D(x) + E log(1 − D(G(z))) of logits. */
export const gameValue = (real: Node, fake: Node): Node => negate(entropy(real, fake, 0));
