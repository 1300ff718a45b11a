// How well scores put the rows that have something before the others: average precision, ties exact, and what each row has to do with it.

/**
 * The distinct scores of rows with truth 1, the largest first: of level k, `hits[k]` of these rows and `seen[k]` rows in
 * all have at least that score, and `own[k]` of those with truth 1 have it.
 */
export interface Levels {
  scores: Float64Array;
  own: Uint32Array;
  hits: Uint32Array;
  seen: Uint32Array;
}

export function levelsOf(truth: ArrayLike<number>, scores: ArrayLike<number>): Levels {
  const positive: number[] = [];
  for (let row = 0; row < truth.length; row++) if (truth[row]) positive.push(scores[row]);
  const sorted = Float64Array.from(positive).sort().reverse();
  const distinct = sorted.filter((score, i) => score !== sorted[i - 1]);
  const levels = { scores: distinct, own: counts(distinct), hits: counts(distinct), seen: counts(distinct) };
  for (const score of sorted) levels.own[levelOf(distinct, score)]++;
  for (let row = 0; row < truth.length; row++) {
    const level = levelOf(distinct, scores[row]);
    if (level < distinct.length) levels.seen[level]++;
  }
  for (let k = 0; k < distinct.length; k++) {
    levels.hits[k] = levels.own[k] + (levels.hits[k - 1] ?? 0);
    levels.seen[k] += levels.seen[k - 1] ?? 0;
  }
  return levels;
}

const counts = ({ length }: Float64Array): Uint32Array => new Uint32Array(length);

/** The first level whose score is at most `score`; the number of levels where there is none. */
function levelOf(descending: Float64Array, score: number): number {
  let low = 0;
  let high = descending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (descending[middle] > score) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Σ (R_n − R_{n−1})·P_n over the distinct scores from the largest on, R recall and P precision; NaN without a truth of 1. */
export function averagePrecision(truth: ArrayLike<number>, scores: ArrayLike<number>): number {
  const { own, hits, seen } = levelsOf(truth, scores);
  let sum = 0;
  for (let k = 0; k < own.length; k++) sum += (own[k] * hits[k]) / seen[k];
  return sum / hits[hits.length - 1];
}

/**
 * The average precision, and the one without each row, in O(n log n): of the levels above a row's score nothing changes,
 * of those below it one row (and with a truth of 1 one hit) is gone, which sums from the last level on tell. Without the
 * only row with truth 1 it counts as it is with it.
 */
export function precisionWithoutEach(
  truth: ArrayLike<number>,
  scores: ArrayLike<number>,
): { precision: number; withoutEach: Float64Array } {
  const levels = levelsOf(truth, scores);
  const { own, hits, seen } = levels;
  const count = own.length;
  const total = hits[count - 1];
  const above = new Float64Array(count + 1);
  const belowOther = new Float64Array(count + 1);
  const belowHit = new Float64Array(count + 1);
  for (let k = 0; k < count; k++) above[k + 1] = above[k] + (own[k] * hits[k]) / seen[k];
  for (let k = count - 1; k >= 0; k--) {
    belowOther[k] = belowOther[k + 1] + (own[k] * hits[k]) / (seen[k] - 1);
    belowHit[k] = belowHit[k + 1] + (own[k] * (hits[k] - 1)) / (seen[k] - 1);
  }
  const precision = above[count] / total;
  const withoutEach = new Float64Array(truth.length);
  for (let row = 0; row < truth.length; row++) {
    const level = levelOf(levels.scores, scores[row]);
    if (!truth[row]) {
      withoutEach[row] = (above[level] + belowOther[level]) / total;
    } else if (total === 1) {
      withoutEach[row] = precision;
    } else {
      const rest = own[level] > 1 ? ((own[level] - 1) * (hits[level] - 1)) / (seen[level] - 1) : 0;
      withoutEach[row] = (above[level] + rest + belowHit[level + 1]) / (total - 1);
    }
  }
  return { precision, withoutEach };
}
