// Householder's reduction of a symmetric matrix to a tridiagonal one, from the last row to the first, a panel of rows at a time.

import { left, makeReflection, tau } from "./reflection";
import { addScaled, dot, dotRows, scale, subtractRows } from "./vector";

/**
 * Brings row `i` up to date with the rows of its panel that were reduced before it, i + 1 … top − 1, and finds its
 * reflection I − τ·v·vᵀ, whose v (v[i − 1] = 1) takes the row's place. `w` is the address of the row of W that belongs to
 * row i + 1; rows of A and W are `stride` bytes apart. Writes the diagonal, the entry beside it and τ.
 */
export function reflect(
  a: usize,
  stride: usize,
  i: usize,
  top: usize,
  w: usize,
  factors: usize,
  diagonal: usize,
  beside: usize,
  taus: usize,
): void {
  const row = a + i * stride;
  const later = row + stride;
  const count = top - i - 1;
  for (let j: usize = 0; j < count; j++) store<f64>(factors + (j << 3), load<f64>(later + j * stride + (i << 3)));
  subtractRows(row, w, stride, count, factors, i + 1);
  for (let j: usize = 0; j < count; j++) store<f64>(factors + (j << 3), load<f64>(w + j * stride + (i << 3)));
  subtractRows(row, later, stride, count, factors, i + 1);
  store<f64>(diagonal + (i << 3), load<f64>(row + (i << 3)));
  if (i == 0) return;
  const last = (i - 1) << 3;
  makeReflection(row + last, row, i - 1);
  store<f64>(beside + last, left);
  store<f64>(taus + (i << 3), tau);
}

/**
 * Finishes the row of W of row `i`, which holds A·v: w = τ(A·v − V(Wᵀv) − W(Vᵀv)) and then w − ½τ(wᵀv)v, so that the
 * reflection takes A to A − v·wᵀ − w·vᵀ.
 */
export function finishRow(a: usize, stride: usize, i: usize, top: usize, w: usize, factors: usize, taus: usize): void {
  const v = a + i * stride;
  const later = v + stride;
  const into = w - stride;
  const count = top - i - 1;
  const factor = load<f64>(taus + (i << 3));
  dotRows(factors, w, stride, count, v, i);
  subtractRows(into, later, stride, count, factors, i);
  dotRows(factors, later, stride, count, v, i);
  subtractRows(into, w, stride, count, factors, i);
  scale(into, factor, i);
  addScaled(into, v, -0.5 * factor * dot(into, v, i), i);
}
