// Products of few rows: each row of the result is a sum of rows of b, which are read in order.

import { copyRun, fillRun } from "./copy";
import { all, multiplyAdd, storeFirst } from "./vector";

/** Rows of b that stay in cache for the next row of a. */
const depthTogether: usize = 32;

/** Strides in bytes: of `a` along the rows and along the inner index, of `b` along the inner index. A bias of 0 is none. */
export function streamRows(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  rowA: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  adds: bool,
  bias: usize,
  c: usize,
  rowC: usize,
): void {
  if (!adds) {
    for (let i: usize = 0; i < m; i++) {
      if (bias) copyRun(bias, c + i * rowC, n);
      else fillRun(c + i * rowC, all(0), n);
    }
  }
  for (let l: usize = 0; l < k; l += depthTogether) {
    const depth = min(k - l, depthTogether);
    for (let i: usize = 0; i < m; i++) addRows(n, depth, a + i * rowA + l * stepA, stepA, b + l * stepB, stepB, c + i * rowC);
  }
}

function addRows(n: usize, depth: usize, a: usize, stepA: usize, b: usize, stepB: usize, c: usize): void {
  for (; depth >= 4; depth -= 4) {
    addFourRows(n, a, stepA, b, stepB, c);
    a += stepA << 2;
    b += stepB << 2;
  }
  for (; depth > 0; depth--) {
    addRow(n, a, b, c);
    a += stepA;
    b += stepB;
  }
}

@inline
function sumOfFour(x0: v128, x1: v128, x2: v128, x3: v128, b: usize, stepB: usize, sum: v128): v128 {
  sum = multiplyAdd(x0, v128.load(b), sum);
  sum = multiplyAdd(x1, v128.load(b + stepB), sum);
  sum = multiplyAdd(x2, v128.load(b + 2 * stepB), sum);
  return multiplyAdd(x3, v128.load(b + 3 * stepB), sum);
}

function addFourRows(n: usize, a: usize, stepA: usize, b: usize, stepB: usize, c: usize): void {
  const x0 = v128.load32_splat(a);
  const x1 = v128.load32_splat(a + stepA);
  const x2 = v128.load32_splat(a + 2 * stepA);
  const x3 = v128.load32_splat(a + 3 * stepA);
  const end = c + ((n & ~3) << 2);
  while (c < end) {
    v128.store(c, sumOfFour(x0, x1, x2, x3, b, stepB, v128.load(c)));
    b += 16;
    c += 16;
  }
  const rest = n & 3;
  if (rest) storeFirst(c, sumOfFour(x0, x1, x2, x3, b, stepB, v128.load(c)), rest);
}

function addRow(n: usize, a: usize, b: usize, c: usize): void {
  const x = v128.load32_splat(a);
  const end = c + ((n & ~3) << 2);
  while (c < end) {
    v128.store(c, multiplyAdd(x, v128.load(b), v128.load(c)));
    b += 16;
    c += 16;
  }
  const rest = n & 3;
  if (rest) storeFirst(c, multiplyAdd(x, v128.load(b), v128.load(c)), rest);
}
