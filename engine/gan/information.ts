// Mutual information between codes and samples, so that the codes come to mean something (InfoGAN).

import type { Node } from "../core/graph";
import { add } from "../ops/add";
import { logSoftmax } from "../ops/logSoftmax";
import { mean } from "../ops/mean";
import { multiply, scale } from "../ops/multiply";
import { negate } from "../ops/negate";
import { slice } from "../ops/slice";
import { subtract } from "../ops/subtract";
import { sum } from "../ops/sum";
import { type CodeShape, codePart } from "./codes";

/** Numbers that the codes of a sample are guessed by: logits of the categories, means of the continuous codes. */
export const guessesOf = ({ categories, continuous }: CodeShape): number => categories + continuous;

/**
 * X. Chen et al., 2016: −E log Q(c | G(z, c)) up to constants, the bound of the mutual information that both networks
 * descend: cross-entropy of the category, and ½(c − μ)² of each continuous code, a normal distribution of deviation 1.
 * `guesses` [n, categories + continuous], `codes` as the generator was given them.
 */
export function informationLoss(guesses: Node, codes: Node, shape: CodeShape): Node {
  const { categories, continuous } = shape;
  const terms: Node[] = [];
  const category = codePart(codes, shape, "categories");
  if (category) {
    const logits = continuous > 0 ? slice(guesses, 1, 0, categories) : guesses;
    terms.push(negate(mean(sum(multiply(category, logSoftmax(logits)), { axes: [1] }))));
  }
  const values = codePart(codes, shape, "continuous");
  if (values) {
    const means = categories > 0 ? slice(guesses, 1, categories, categories + continuous) : guesses;
    const error = subtract(values, means);
    terms.push(scale(mean(sum(multiply(error, error), { axes: [1] })), 0.5));
  }
  return terms.reduce((total, term) => add(total, term));
}
