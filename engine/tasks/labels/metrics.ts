// How well several labels a row were predicted, as scikit-learn measures it, and as the network of label graphs is judged.

import type { Metrics } from "../../experiment/events";
import { averagePrecision, precisionWithoutEach } from "../training/ranking";

/**
 * For each row the probabilities of all labels, then the truth, 1 or 0, of all labels in the same order: [rows × outputs],
 * `outputs` twice the number of labels; in single precision, as runs keep them.
 */
export interface LabelPredictions {
  values: ArrayLike<number>;
  outputs: number;
}

/** From this probability on a label is predicted. */
export const decision = 0.5;

/** Labels of a row that count at most in the top-3 figures. */
const most = 3;

const labelsOf = ({ outputs }: LabelPredictions): number => outputs / 2;
const rowsOf = ({ values, outputs }: LabelPredictions): number => values.length / outputs;

/** What one label is in all rows. */
export interface LabelColumn {
  truth: Uint8Array;
  scores: Float32Array;
}

/** Labels that are copied at a time: about as many as one line of a cache holds of a row. */
const blockLabels = 16;

/** Label after label. */
export function* columnsOf(predictions: LabelPredictions): Generator<LabelColumn> {
  const { values, outputs } = predictions;
  const labels = labelsOf(predictions);
  const rows = rowsOf(predictions);
  for (let first = 0; first < labels; first += blockLabels) {
    const block = Array.from({ length: Math.min(blockLabels, labels - first) }, () => ({
      truth: new Uint8Array(rows),
      scores: new Float32Array(rows),
    }));
    for (let row = 0; row < rows; row++) {
      for (let i = 0, at = row * outputs + first; i < block.length; i++, at++) {
        block[i].scores[row] = values[at];
        block[i].truth[row] = values[at + labels];
      }
    }
    yield* block;
  }
}

/** The average precision of each label; null of one that no row carries. */
export const averagePrecisions = (predictions: LabelPredictions): (number | null)[] =>
  Array.from(columnsOf(predictions), ({ truth, scores }) =>
    truth.includes(1) ? averagePrecision(truth, scores) : null,
  );

/** For each label: rows that carry it, rows that it is predicted for, and rows of both. */
interface Hits {
  carried: Float64Array;
  predicted: Float64Array;
  hits: Float64Array;
}

/** `chosen`: whether the label whose probability is at `at` is predicted. */
function count(predictions: LabelPredictions, chosen: (at: number, label: number) => boolean): Hits {
  const labels = labelsOf(predictions);
  const { values, outputs } = predictions;
  const [carried, predicted, hits] = [0, 1, 2].map(() => new Float64Array(labels));
  for (let from = 0; from < values.length; from += outputs) {
    for (let label = 0; label < labels; label++) {
      const truth = values[from + labels + label];
      carried[label] += truth;
      if (!chosen(from + label, label)) continue;
      predicted[label]++;
      hits[label] += truth;
    }
  }
  return { carried, predicted, hits };
}

/** 0 where there is nothing to divide by. */
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const harmonic = (a: number, b: number): number => share(2 * a * b, a + b);
const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** F1 of each label, with a threshold each or `decision` for all; 0 of one that is never right. */
export function labelF1(predictions: LabelPredictions, thresholds?: ArrayLike<number>): number[] {
  const { carried, predicted, hits } = count(predictions, above(predictions, thresholds));
  return Array.from(hits, (right, label) => share(2 * right, carried[label] + predicted[label]));
}

const above =
  ({ values }: LabelPredictions, thresholds?: ArrayLike<number>) =>
  (at: number, label: number): boolean =>
    values[at] >= (thresholds?.[label] ?? decision);

/**
 * Precision, recall and F1 in two ways (Z.-M. Chen et al., 2019): CP and CR are means over the labels that some row
 * carries (a label that is never predicted has a precision of 0) and CF1 = 2·CP·CR / (CP + CR); OP, OR and OF1 count all
 * rows and labels at once.
 */
function figures({ carried, predicted, hits }: Hits): Record<"CP" | "CR" | "CF1" | "OP" | "OR" | "OF1", number> {
  let [precision, recall, occurring] = [0, 0, 0];
  for (let label = 0; label < hits.length; label++) {
    if (carried[label] === 0) continue;
    occurring++;
    precision += share(hits[label], predicted[label]);
    recall += hits[label] / carried[label];
  }
  const CP = share(precision, occurring);
  const CR = share(recall, occurring);
  const OP = share(total(hits), total(predicted));
  const OR = share(total(hits), total(carried));
  return { CP, CR, CF1: harmonic(CP, CR), OP, OR, OF1: harmonic(OP, OR) };
}

/**
 * mAP: mean average precision over the labels that some row carries; 0 where no row carries any · CF1, OF1 and what they
 * are made of · hamming: share of rows times labels that are wrong · rankingLoss: mean over rows of the share of pairs of
 * a label that the row carries and one that it does not of which the second scores at least as much; 0 of a row without
 * such a pair · subsetAccuracy: share of rows of which all labels are right · top3CF1 and top3OF1: of the three most
 * probable labels of a row (of equal ones the first) those at `decision` or above.
 * A label is predicted from its threshold on, `decision` for all unless said; all but top3 go by it.
 */
export function labelMetrics(predictions: LabelPredictions, thresholds?: ArrayLike<number>): Metrics {
  const { CP, CR, CF1, OP, OR, OF1 } = figures(count(predictions, above(predictions, thresholds)));
  const { hamming, subsetAccuracy } = errors(predictions, thresholds);
  const top = topThree(predictions);
  return {
    mAP: meanAveragePrecision(averagePrecisions(predictions)),
    CF1,
    OF1,
    hamming,
    rankingLoss: rankingLoss(predictions),
    subsetAccuracy,
    CP,
    CR,
    OP,
    OR,
    top3CF1: top.CF1,
    top3OF1: top.OF1,
  };
}

function meanAveragePrecision(ofLabels: readonly (number | null)[]): number {
  const occurring = ofLabels.filter((value) => value !== null);
  return share(
    occurring.reduce((sum, value) => sum + value, 0),
    occurring.length,
  );
}

function errors(predictions: LabelPredictions, thresholds?: ArrayLike<number>) {
  const labels = labelsOf(predictions);
  const { values, outputs } = predictions;
  const chosen = above(predictions, thresholds);
  let [wrong, exact] = [0, 0];
  for (let from = 0; from < values.length; from += outputs) {
    const before = wrong;
    for (let label = 0; label < labels; label++) {
      if (chosen(from + label, label) !== (values[from + labels + label] === 1)) wrong++;
    }
    if (wrong === before) exact++;
  }
  const rows = rowsOf(predictions);
  return { hamming: wrong / (rows * labels), subsetAccuracy: exact / rows };
}

function rankingLoss(predictions: LabelPredictions): number {
  const labels = labelsOf(predictions);
  const { values, outputs } = predictions;
  let sum = 0;
  for (let from = 0; from < values.length; from += outputs) {
    const carried: number[] = [];
    for (let label = 0; label < labels; label++) if (values[from + labels + label]) carried.push(values[from + label]);
    const others = labels - carried.length;
    if (carried.length === 0 || others === 0) continue;
    const ascending = Float64Array.from(carried).sort();
    let pairs = 0;
    for (let label = 0; label < labels; label++) {
      if (!values[from + labels + label]) pairs += countUpTo(ascending, values[from + label]);
    }
    sum += pairs / (carried.length * others);
  }
  return sum / rowsOf(predictions);
}

/** How many of the ascending values are at most `limit`. */
function countUpTo(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function topThree(predictions: LabelPredictions) {
  const labels = labelsOf(predictions);
  const { values, outputs } = predictions;
  let from = -1;
  const places: number[] = [];
  const chosen = (at: number): boolean => {
    const row = at - (at % outputs);
    if (row !== from) {
      from = row;
      places.length = 0;
      for (let place = row; place < row + labels; place++) {
        if (values[place] < decision) continue;
        let rank = places.length;
        while (rank > 0 && values[place] > values[places[rank - 1]]) rank--;
        if (rank >= most) continue;
        places.splice(rank, 0, place);
        if (places.length > most) places.pop();
      }
    }
    return places.includes(at);
  };
  return figures(count(predictions, chosen));
}

/**
 * One number a row whose mean is mAP, and whose spread is what the rows allow to say of it: the pseudo-values of the
 * jackknife (J. Tukey, 1958), A + (n − 1)·(mean of A₋ᵢ − A₋ᵢ) with A₋ᵢ the mAP without row i, over the same labels.
 */
export function meanPrecisionScores(predictions: LabelPredictions): Float64Array {
  const rows = rowsOf(predictions);
  const without = new Float64Array(rows);
  let [occurring, sum] = [0, 0];
  for (const { truth, scores } of columnsOf(predictions)) {
    if (!truth.includes(1)) continue;
    occurring++;
    const { precision, withoutEach } = precisionWithoutEach(truth, scores);
    sum += precision;
    for (let row = 0; row < rows; row++) without[row] += withoutEach[row];
  }
  const mean = total(without) / rows;
  return without.map((value) => share(sum + (rows - 1) * (mean - value), occurring));
}
