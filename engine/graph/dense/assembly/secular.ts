// Eigenpairs of D + ρ·z·zᵀ, D diagonal: the roots of its secular equation, and vectors that are orthogonal though the roots are rounded (M. Gu, S. Eisenstat, 1994).

import { sumOfPair } from "./vector";

/** 2⁻⁵². */
const epsilon: f64 = 2.220446049250313e-16;
/** Interpolation takes four or five; from here on every second step halves the bracket. */
const plainSteps: i32 = 24;
const steps: i32 = 200;

/** What `add` found: Σ z_j²/(δ_j − μ) and its derivative. */
let sum: f64 = 0;
let slope: f64 = 0;

/** Over the poles first … last − 1, seen from `origin`. */
function add(poles: usize, z: usize, first: usize, last: usize, origin: f64, mu: f64): void {
  let sums = f64x2.splat(0);
  let slopes = sums;
  const origins = f64x2.splat(origin);
  const mus = f64x2.splat(mu);
  const end = last << 3;
  const pairs = (first + ((last - first) & ~1)) << 3;
  let at = first << 3;
  for (; at < pairs; at += 16) {
    const weight = v128.load(z + at);
    const share = f64x2.div(weight, f64x2.sub(f64x2.sub(v128.load(poles + at), origins), mus));
    sums = f64x2.add(sums, f64x2.mul(weight, share));
    slopes = f64x2.add(slopes, f64x2.mul(share, share));
  }
  sum = sumOfPair(sums);
  slope = sumOfPair(slopes);
  if (at < end) {
    const weight = load<f64>(z + at);
    const share = weight / (load<f64>(poles + at) - origin - mu);
    sum += weight * share;
    slope += share * share;
  }
}

/** Number of the pole nearest to the root, and the root's distance from it. */
let nearest: usize = 0;
let distance: f64 = 0;

/** Root i of 1/ρ + Σ z_j²/(d_j − λ) among k ≥ 2, between poles i and i + 1, the last one beyond all of them. */
function findRoot(poles: usize, z: usize, k: usize, rho: f64, i: usize): void {
  const isLast = i == k - 1;
  // The two poles that the interpolation has: what lies up to the first one has one sign, the rest the other one.
  const p = isLast ? k - 2 : i;
  const inverse = 1 / rho;
  let lower: f64 = 0;
  let upper: f64;
  let mu: f64;
  nearest = i;
  if (isLast) {
    let squares: f64 = 0;
    for (let j: usize = 0; j < k; j++) squares += load<f64>(z + (j << 3)) * load<f64>(z + (j << 3));
    upper = rho * squares * (1 + 4 * epsilon * <f64>k);
    mu = upper / 2;
  } else {
    const start = load<f64>(poles + (i << 3));
    const gap = load<f64>(poles + (i << 3), 8) - start;
    const half = gap / 2;
    add(poles, z, 0, i, start, half);
    let c = inverse + sum;
    add(poles, z, i + 2, k, start, half);
    c += sum;
    const left = load<f64>(z + (i << 3)) * load<f64>(z + (i << 3));
    const right = load<f64>(z + (i << 3), 8) * load<f64>(z + (i << 3), 8);
    if (c + (right - left) / half > 0) {
      upper = half;
      const a = c * gap + left + right;
      const b = left * gap;
      const root = sqrt(abs(a * a - 4 * b * c));
      mu = a > 0 ? (2 * b) / (a + root) : (a - root) / (2 * c);
    } else {
      nearest = i + 1;
      lower = -half;
      upper = 0;
      const a = c * gap - left - right;
      const b = right * gap;
      const root = sqrt(abs(a * a + 4 * b * c));
      mu = a < 0 ? (2 * b) / (a - root) : -(a + root) / (2 * c);
    }
    if (!(mu > lower && mu < upper)) mu = (lower + upper) / 2;
  }
  const origin = load<f64>(poles + (nearest << 3));
  for (let step = 0; step < steps; step++) {
    add(poles, z, 0, p + 1, origin, mu);
    const below = sum;
    const belowSlope = slope;
    add(poles, z, p + 1, k, origin, mu);
    const f = inverse + below + sum;
    const bound = inverse + 8 * (abs(below) + abs(sum)) + abs(mu) * (belowSlope + slope);
    if (abs(f) <= epsilon * bound) break;
    if (f < 0) lower = mu;
    else upper = mu;
    const first = load<f64>(poles + (p << 3)) - origin - mu;
    const second = load<f64>(poles + (p << 3), 8) - origin - mu;
    let c = f - first * belowSlope - second * slope;
    if (isLast) c = abs(c);
    const a = (first + second) * f - first * second * (belowSlope + slope);
    const b = first * second * f;
    const root = sqrt(abs(a * a - 4 * b * c));
    let change: f64;
    if (isLast) change = a >= 0 ? (a + root) / (2 * c) : (2 * b) / (a - root);
    else change = a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root);
    if (!(f * change < 0)) change = -f / (belowSlope + slope);
    let next = mu + change;
    if (!(next > lower && next < upper) || (step > plainSteps && (step & 1))) next = (lower + upper) / 2;
    const moved = abs(next - mu);
    mu = next;
    if (moved <= epsilon * abs(mu)) break;
  }
  distance = mu;
}

/**
 * Roots first … last − 1: of each the nearest pole (i32), the distance from it, and the value. `products` begin as 1 and
 * in the end are −ẑ², ẑ being the vector whose roots these are exactly.
 */
export function findRoots(
  poles: usize,
  z: usize,
  k: usize,
  rho: f64,
  first: usize,
  last: usize,
  origins: usize,
  distances: usize,
  values: usize,
  products: usize,
): void {
  const pairs = (k & ~1) << 3;
  for (let i = first; i < last; i++) {
    findRoot(poles, z, k, rho, i);
    const at = i << 3;
    const origin = load<f64>(poles + (nearest << 3));
    store<i32>(origins + (i << 2), <i32>nearest);
    store<f64>(distances + at, distance);
    store<f64>(values + at, origin + distance);
    const pole = load<f64>(poles + at);
    const own = load<f64>(products + at) * (pole - origin - distance);
    const base = f64x2.splat(pole);
    const shift = f64x2.splat(origin);
    const mu = f64x2.splat(distance);
    let j: usize = 0;
    for (; j < pairs; j += 16) {
      const value = v128.load(poles + j);
      const share = f64x2.div(f64x2.sub(f64x2.sub(value, shift), mu), f64x2.sub(value, base));
      v128.store(products + j, f64x2.mul(v128.load(products + j), share));
    }
    if (k & 1) {
      const value = load<f64>(poles + j);
      store<f64>(products + j, (load<f64>(products + j) * (value - origin - distance)) / (value - pole));
    }
    // Its own factor has no denominator; the loop divided by 0.
    store<f64>(products + at, own);
  }
}

/** The unit vector of a root: entry j at place j of `to`. */
export function rootVector(
  poles: usize,
  z: usize,
  k: usize,
  origin: f64,
  mu: f64,
  places: usize,
  to: usize,
): void {
  let squares: f64 = 0;
  for (let j: usize = 0; j < k; j++) {
    const share = load<f64>(z + (j << 3)) / (load<f64>(poles + (j << 3)) - origin - mu);
    squares += share * share;
    store<f64>(to + (load<u32>(places + (j << 2)) << 3), share);
  }
  const factor = 1 / sqrt(squares);
  for (let j: usize = 0; j < k; j++) store<f64>(to + (j << 3), load<f64>(to + (j << 3)) * factor);
}
