// How well classes were predicted: accuracy, macro F1, log loss, confusion, from classes and probabilities.

import type { Metrics } from "../../experiment/events";

/** Probabilities below this count as this, as scikit-learn's log_loss does in double precision. */
const leastProbability = 2 ** -52;

/** Index of the largest of the `width` values that start at `offset`, the first of equals. */
export function argmax(values: ArrayLike<number>, offset: number, width: number): number {
  let best = 0;
  for (let i = 1; i < width; i++) if (values[offset + i] > values[offset + best]) best = i;
  return best;
}

/** `counts[truth][prediction]` over rows. */
export function confusionMatrix(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < truth.length; row++) counts[truth[row]][predicted[row]]++;
  return counts;
}

/** Mean F1 over the classes that occur among truth or predictions, 0 for a class that is never hit. */
export function macroF1(confusion: readonly (readonly number[])[]): number {
  let [sum, present] = [0, 0];
  for (let k = 0; k < confusion.length; k++) {
    const actual = confusion[k].reduce((total, count) => total + count, 0);
    const predicted = confusion.reduce((total, row) => total + row[k], 0);
    if (actual + predicted === 0) continue;
    present++;
    sum += (2 * confusion[k][k]) / (actual + predicted);
  }
  return present === 0 ? 0 : sum / present;
}

/**
 * accuracy and macroF1 from 0 to 1, logLoss (mean −ln of the true class's probability, rows renormalised) in nats.
 * `truth` holds a class a row, `probabilities` a row of `classes` values each.
 */
export function classMetrics(truth: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): Metrics {
  const predicted = new Int32Array(truth.length);
  let [correct, loss] = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    const offset = row * classes;
    predicted[row] = argmax(probabilities, offset, classes);
    if (predicted[row] === truth[row]) correct++;
    let total = 0;
    for (let k = 0; k < classes; k++) total += probabilities[offset + k];
    loss -= Math.log(Math.max(probabilities[offset + truth[row]] / total, leastProbability));
  }
  return {
    accuracy: correct / truth.length,
    macroF1: macroF1(confusionMatrix(truth, predicted, classes)),
    logLoss: loss / truth.length,
  };
}
