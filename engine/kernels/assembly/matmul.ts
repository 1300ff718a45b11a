// Matrix product with optional transposes and bias; which way it is computed depends on the shape alone.

import { workspaceBytes, workspaceWord } from "../tape";
import { dimension, input, output, word } from "./instruction";
import { matmulPacked } from "./matmul-packed";
import { tile1x4, tile1x8, tile4x4, tile4x8 } from "./matmul-tile";
import { transpose } from "./transpose";

/** Products with more multiplications than this, and enough rows to use a packed block again, are packed. */
const packedFrom: usize = 65536;
const packedRows: usize = 8;

/** Every element is the bias plus its products in the order of the inner index, whichever way it is computed. */
export function matmul(instruction: usize, header: usize): void {
  const m = dimension(instruction, 0);
  const n = dimension(instruction, 1);
  const k = dimension(instruction, 2);
  const transposeA = dimension(instruction, 3) != 0;
  const transposeB = dimension(instruction, 4) != 0;
  const a = input(instruction, 0);
  let b = input(instruction, 1);
  const bias = input(instruction, 2);
  const to = output(instruction);
  const workspace = word(header, workspaceWord);
  const rowBytes = ((n + 3) & ~3) << 2;
  if ((m >= packedRows && m * n * k > packedFrom) || (transposeB && k * rowBytes > <usize>workspaceBytes)) {
    matmulPacked(m, n, k, a, transposeA, b, transposeB, bias, to, workspace);
    return;
  }
  let strideB = n << 2;
  if (transposeB) {
    transpose(b, k << 2, n, k, workspace, rowBytes);
    b = workspace;
    strideB = rowBytes;
  }
  const rowA = transposeA ? <usize>4 : k << 2;
  const stepA = transposeA ? m << 2 : 4;
  matmulDirect(m, n, k, a, rowA, stepA, b, strideB, bias, to);
}

/** Reads both operands where they are; strides in bytes: of `a` along m and along k, of `b` along k. */
function matmulDirect(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  rowA: usize,
  stepA: usize,
  b: usize,
  strideB: usize,
  bias: usize,
  to: usize,
): void {
  const rowC = n << 2;
  const fullRows = m & ~3;
  let j: usize = 0;
  for (; j + 4 < n; j += 8) {
    const room = min(n - j, 8);
    const start = bias ? bias + (j << 2) : 0;
    const column = b + (j << 2);
    let c = to + (j << 2);
    let rowOfA = a;
    for (let i: usize = 0; i < fullRows; i += 4) {
      tile4x8(rowOfA, rowA, stepA, column, strideB, k, start, c, rowC, room);
      rowOfA += rowA << 2;
      c += rowC << 2;
    }
    for (let i = fullRows; i < m; i++) {
      tile1x8(rowOfA, stepA, column, strideB, k, start, c, room);
      rowOfA += rowA;
      c += rowC;
    }
  }
  if (j < n) {
    const room = n - j;
    const start = bias ? bias + (j << 2) : 0;
    const column = b + (j << 2);
    let c = to + (j << 2);
    let rowOfA = a;
    for (let i: usize = 0; i < fullRows; i += 4) {
      tile4x4(rowOfA, rowA, stepA, column, strideB, k, start, c, rowC, room);
      rowOfA += rowA << 2;
      c += rowC << 2;
    }
    for (let i = fullRows; i < m; i++) {
      tile1x4(rowOfA, stepA, column, strideB, k, start, c, room);
      rowOfA += rowA;
      c += rowC;
    }
  }
}
