// What cross-validation allows to say of a mean difference: its folds share most of the rows that they train on.

import { type Interval, meanOf, standardDeviation, tQuantile } from "./statistics";

/**
 * The 95 % interval of the mean of differences over `folds` folds, once or repeated, by Student's t with the variance
 * (1/n + 1/(folds − 1))·s²: n differences, and as many rows that judge a fold for each that trains (C. Nadeau, Y. Bengio,
 * "Inference for the generalization error", 2003; R. R. Bouckaert, E. Frank, 2004, of repeated folds). At least two values.
 */
export function correctedInterval(differences: ArrayLike<number>, folds: number): Interval {
  const n = differences.length;
  const half = tQuantile(n - 1) * standardDeviation(differences) * Math.sqrt(1 / n + 1 / (folds - 1));
  const mean = meanOf(differences);
  return [mean - half, mean + half];
}
