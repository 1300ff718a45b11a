// How well scores of pairs put edges before the others: area under the ROC curve and average precision, ties exact.

import type { Metrics } from "../../experiment/events";
import { averagePrecision } from "../training/ranking";

/** `scores` of rows, those with the largest first, and runs of equal ones told. */
function eachTie(
  scores: Float64Array,
  truth: ArrayLike<number>,
  visit: (rows: Uint32Array, edges: number) => void,
): void {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
  for (let from = 0; from < order.length; ) {
    let [to, edges] = [from, 0];
    for (; to < order.length && scores[order[to]] === scores[order[from]]; to++) edges += truth[order[to]];
    visit(order.subarray(from, to), edges);
    from = to;
  }
}

/** Of every row with truth 1 the share of rows with 0 that score less, of every other row that of rows with 1 that score more; ties count half. */
function placements(truth: ArrayLike<number>, scores: Float64Array): { shares: Float64Array; edges: number } {
  const edges = Array.prototype.reduce.call(truth, (sum, value) => (sum as number) + (value as number), 0) as number;
  const others = truth.length - edges;
  const shares = new Float64Array(truth.length);
  let [edgesAbove, othersAbove] = [0, 0];
  eachTie(scores, truth, (rows, tied) => {
    const plain = rows.length - tied;
    for (const row of rows) {
      shares[row] = truth[row] ? (others - othersAbove - plain / 2) / others : (edgesAbove + tied / 2) / edges;
    }
    edgesAbove += tied;
    othersAbove += plain;
  });
  return { shares, edges };
}

/** Share of all pairs of a row with truth 1 and one with 0 in which the first scores more, ties counting half. */
export function areaUnderCurve(truth: ArrayLike<number>, scores: Float64Array): number {
  const { shares, edges } = placements(truth, scores);
  return shares.reduce((sum, share, row) => (truth[row] ? sum + share : sum), 0) / edges;
}

/**
 * One number a row whose mean is the area A, and whose spread is what the rows allow to say of it: A + (n/n_c)·(V − A),
 * V the placement of a row and n_c the number of rows of its truth, so that the variance of the mean is that of
 * E. DeLong, D. DeLong and D. Clarke-Pearson, 1988.
 */
export function areaScores(truth: ArrayLike<number>, scores: Float64Array): Float64Array {
  const { shares, edges } = placements(truth, scores);
  const area = areaUnderCurve(truth, scores);
  const count = truth.length;
  return shares.map((share, row) => area + (count / (truth[row] ? edges : count - edges)) * (share - area));
}

/** `predictions` has for each row the probability of no edge, then that of an edge. */
export const linkMetrics = (truth: ArrayLike<number>, predictions: ArrayLike<number>): Metrics => {
  const scores = edgeScores(truth.length, predictions);
  return { auc: areaUnderCurve(truth, scores), averagePrecision: averagePrecision(truth, scores) };
};

export const edgeScores = (rows: number, predictions: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => predictions[2 * row + 1]);
