// Arithmetic on curves: smoothing, and thinning them to what a screen can show without losing an extreme.

/** A curve: `x` ascending, NaN in `y` where there is no value. */
export interface Curve {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/**
 * Exponential moving average with its bias taken out: sₜ = w·sₜ₋₁ + (1 − w)·yₜ with s₀ = 0, shown as sₜ/(1 − wᵗ), so
 * that the first value is y₁ itself. Missing values stay missing and do not count. Appends to `into`, which holds the
 * result for the values before, so that a growing curve costs only what is new.
 *
 * @param weight how much of the past stays, 0 (nothing) to below 1
 */
export class Smoother {
  readonly values: number[] = [];
  #state = 0;
  #count = 0;

  constructor(readonly weight: number) {}

  extend(y: ArrayLike<number>): number[] {
    if (y.length < this.values.length) {
      this.values.length = 0;
      this.#state = this.#count = 0;
    }
    for (let index = this.values.length; index < y.length; index++) {
      const value = y[index]!;
      if (!Number.isFinite(value)) {
        this.values.push(Number.NaN);
        continue;
      }
      this.#state = this.weight * this.#state + (1 - this.weight) * value;
      this.#count++;
      this.values.push(this.#state / (1 - this.weight ** this.#count));
    }
    return this.values;
  }
}

/** First index whose value is at least `target`, in an ascending list. */
export function lowerBound(values: ArrayLike<number>, target: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Aligned {
  x: number[];
  ys: (number | null)[][];
}

/**
 * Curves on one common x axis from `from` to `to`. As long as they fit, every point is there. Else each of `buckets`
 * equal intervals keeps the lowest and the highest value of every curve, in the order in which they came, so that no
 * spike gets lost; their x moves by less than one interval.
 */
export function align(curves: Curve[], from: number, to: number, buckets: number): Aligned {
  const spans = curves.map(({ x }) => [
    Math.max(0, lowerBound(x, from) - 1),
    Math.min(x.length, lowerBound(x, to) + 2),
  ]);
  const longest = Math.max(0, ...spans.map(([low, high]) => high! - low!));
  return longest <= 2 * buckets ? join(curves, spans as [number, number][]) : thin(curves, from, to, buckets);
}

function join(curves: Curve[], spans: [number, number][]): Aligned {
  const all = new Set<number>();
  curves.forEach(({ x }, curve) => {
    for (let index = spans[curve]![0]; index < spans[curve]![1]; index++) all.add(x[index]!);
  });
  const x = [...all].sort((a, b) => a - b);
  const ys = curves.map((curve, index) => {
    let at = spans[index]![0];
    return x.map((value) => {
      while (at < curve.x.length && curve.x[at]! < value) at++;
      return curve.x[at] === value && Number.isFinite(curve.y[at]) ? curve.y[at]! : null;
    });
  });
  return { x, ys };
}

function thin(curves: Curve[], from: number, to: number, buckets: number): Aligned {
  const width = (to - from) / buckets;
  const x = Array.from({ length: 2 * buckets }, (_, index) => from + width * (index / 2 + 0.25));
  const ys = curves.map(({ x: xs, y }) => {
    const out = new Array<number | null>(2 * buckets).fill(null);
    const last = lowerBound(xs, to + width * 1e-9);
    let index = lowerBound(xs, from);
    while (index < last) {
      const bucket = Math.min(buckets - 1, Math.floor((xs[index]! - from) / width));
      const end = bucket === buckets - 1 ? to + width : from + (bucket + 1) * width;
      let low = -1;
      let high = -1;
      do {
        const value = y[index]!;
        if (Number.isFinite(value)) {
          if (low < 0 || value < y[low]!) low = index;
          if (high < 0 || value > y[high]!) high = index;
        }
        index++;
      } while (index < last && xs[index]! < end);
      if (low >= 0) {
        out[2 * bucket] = y[Math.min(low, high)]!;
        out[2 * bucket + 1] = y[Math.max(low, high)]!;
      }
    }
    return out;
  });
  return { x, ys };
}
