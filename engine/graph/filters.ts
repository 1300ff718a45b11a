// Filters of signals on graphs as functions of the eigenvalue, and polynomials that stand for them.

import type { GraphFilter } from "./spectrum-types";

/** What a filter multiplies the frequency λ by. Cuts let their own eigenvalue pass. */
export function responseAt(filter: GraphFilter | undefined, lambda: number): number {
  if (!filter) return 1;
  switch (filter.kind) {
    case "low":
      return isAtMost(lambda, filter.cut) ? 1 : 0;
    case "high":
      return isAtMost(filter.cut, lambda) ? 1 : 0;
    case "band":
      return isAtMost(filter.from, lambda) && isAtMost(lambda, filter.to) ? 1 : 0;
    case "heat":
      return Math.exp(-filter.t * lambda);
    case "wavelet":
      return filter.t * lambda * Math.exp(1 - filter.t * lambda);
  }
}

/** Rounding must not shut out the eigenvalue that a cut was set to. */
const isAtMost = (a: number, b: number) => a <= b + 1e-9 * Math.max(1, Math.abs(b));

/** Eigenvalues at which a filter jumps. */
function jumpsOf(filter: GraphFilter): number[] {
  if (filter.kind === "band") return [filter.from, filter.to];
  return filter.kind === "low" || filter.kind === "high" ? [filter.cut] : [];
}

export interface FilterPolynomial {
  /** Of T_m((λ − middle) / half). */
  coefficients: Float64Array;
  middle: number;
  half: number;
  degree: number;
  /** Largest difference from the filter in the interval, beside jumps at a distance of at least `beside`. */
  error: number;
  beside: number;
}

/** Points of the interval in which the error is looked for. */
const checkedPoints = 4000;

/**
 * The Chebyshev series of a filter over an interval (D. Hammond, P. Vandergheynst, R. Gribonval, 2011), damped by Jackson's
 * kernel where the filter jumps, so that it does not swing.
 */
export function filterPolynomial(
  filter: GraphFilter,
  [from, to]: readonly [number, number],
  degree: number,
): FilterPolynomial {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const points = Math.max(512, 4 * degree);
  const coefficients = new Float64Array(degree + 1);
  for (let i = 0; i < points; i++) {
    const angle = (Math.PI * (i + 0.5)) / points;
    const value = responseAt(filter, middle + half * Math.cos(angle));
    for (let m = 0; m <= degree; m++) coefficients[m] += ((m === 0 ? 1 : 2) / points) * value * Math.cos(m * angle);
  }
  const jumps = jumpsOf(filter);
  if (jumps.length > 0) for (let m = 0; m <= degree; m++) coefficients[m] *= jackson(m, degree + 1);
  const beside = jumps.length > 0 ? (3 * Math.PI * half) / degree : 0;
  let error = 0;
  for (let i = 0; i <= checkedPoints; i++) {
    const lambda = from + ((to - from) * i) / checkedPoints;
    if (jumps.some((jump) => Math.abs(lambda - jump) < beside)) continue;
    const value = chebyshevSum(coefficients, (lambda - middle) / half);
    error = Math.max(error, Math.abs(value - responseAt(filter, lambda)));
  }
  return { coefficients, middle, half, degree, error, beside };
}

/** Σ c_m T_m(x), by Clenshaw's recurrence. */
function chebyshevSum(coefficients: Float64Array, x: number): number {
  let [next, after] = [0, 0];
  for (let m = coefficients.length - 1; m > 0; m--) [next, after] = [coefficients[m] + 2 * x * next - after, next];
  return coefficients[0] + x * next - after;
}

/** Jackson's kernel for `count` moments: damps the waves that cutting a Chebyshev series off leaves. */
export function jackson(m: number, count: number): number {
  const q = Math.PI / (count + 1);
  return ((count - m + 1) * Math.cos(q * m) + Math.sin(q * m) / Math.tan(q)) / (count + 1);
}
