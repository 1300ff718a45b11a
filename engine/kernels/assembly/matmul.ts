// Matrix product with optional transposes, bias and activation; which way it is computed depends on the shape alone.

import { workspaceWord } from "../tape";
import { accumulates, dimension, input, isFirstPart, output, scratch, word } from "./instruction";
import { blockColumns, multiplyBlock, multiplyRows, zeros } from "./matmul-block";
import { packAcross, packAlong } from "./matmul-pack";
import { streamRows } from "./matmul-stream";
import { strip } from "./matmul-tile";
import { activate } from "./unary";

/** Products of at most so many multiplications are computed without packing. */
const directLimit: u64 = 65536;
/** So few columns make no panel. */
const narrow: usize = 4;
/** Fewer rows than this do not pay for packing b. */
const fewRows: usize = 4;
/** Columns from which on rows are streamed. */
const streamedColumns: usize = 16;
/** Inner indices that a transposed a is read for at a time, and rows of an a that is not. */
const directDepth: usize = 256;
const rowsTogether: usize = 48;
/** Blocks that are tasks: multiples of whole tiles and panels, at least so many unless they become too small. */
const blockMultiple: usize = 24;
const leastTasks: usize = 8;
const smallestBlock: usize = 48;
/** Rows of a block at most: more would leave too few tasks for many threads. */
const blockRows: usize = 504;

/** Every element is the bias plus its products in the order of the inner index, whichever way it is computed. */
export function matmul(instruction: usize, header: usize): void {
  const m = dimension(instruction, 0);
  const n = dimension(instruction, 1);
  if (scratch(instruction)) {
    multiplyByPacked(instruction, m, n);
    return;
  }
  if (isDirect(instruction)) {
    multiplyDirectly(instruction, m, n, 0, n);
    activate(instruction, output(instruction), m * n);
    return;
  }
  const workspace = word(header, workspaceWord);
  for (let j: usize = 0; j < n; j += blockColumns) {
    multiplyBlock(instruction, workspace, 0, j, m, min(n - j, blockColumns));
  }
}

@inline
function isDirect(instruction: usize): bool {
  const m = dimension(instruction, 0);
  const n = dimension(instruction, 1);
  if (dimension(instruction, 4)) return false;
  return m < fewRows || n <= narrow || <u64>m * n * dimension(instruction, 2) <= directLimit;
}

/** Rows of a against all of b, which the first part leaves packed in the thread's scratch. */
function multiplyByPacked(instruction: usize, m: usize, n: usize): void {
  const k = dimension(instruction, 2);
  const panels = scratch(instruction);
  if (isFirstPart(instruction)) {
    const b = input(instruction, 1);
    if (dimension(instruction, 4)) packAcross(b, k << 2, n, k, panels);
    else packAlong(b, n << 2, n, k, panels);
  }
  const bias = input(instruction, 2);
  const start = bias ? bias : zeros;
  const rowA = k << 2;
  const rowC = n << 2;
  for (let i: usize = 0; i < m; i += rowsTogether) {
    const rows = min(m - i, rowsTogether);
    const c = output(instruction) + i * rowC;
    multiplyRows(rows, n, k, input(instruction, 0) + i * rowA, rowA, panels, start, bias ? 4 : 0, c, rowC);
    activate(instruction, c, rows * n);
  }
}

/** Columns from j on, from operands as they lie; b is not transposed. */
@inline
function multiplyDirectly(instruction: usize, m: usize, n: usize, j: usize, columns: usize): void {
  const k = dimension(instruction, 2);
  const transposeA = dimension(instruction, 3) != 0;
  const adds = transposeA && accumulates(instruction);
  const a = input(instruction, 0);
  const b = input(instruction, 1) + (j << 2);
  const bias = input(instruction, 2);
  const stepB = n << 2;
  const c = output(instruction) + (j << 2);
  if (m < fewRows && columns >= streamedColumns) {
    const rowA: usize = transposeA ? 4 : k << 2;
    const stepA: usize = transposeA ? m << 2 : 4;
    streamRows(m, columns, k, a, rowA, stepA, b, stepB, adds, bias ? bias + (j << 2) : 0, c, n << 2);
  } else if (!transposeA) {
    multiplyStrips(m, columns, k, a, k << 2, 4, b, stepB, bias ? bias : zeros, 0, bias ? 4 : 0, c, n << 2);
  } else if (n == 1 && bias == 0) {
    // One column is the same as one row of the transposed product, whose a is b.
    if (m >= streamedColumns) streamRows(1, m, k, b, 0, 4, a, m << 2, adds, 0, c, 0);
    else multiplyStrips(1, m, k, b, 0, 4, a, m << 2, adds ? c : zeros, 0, adds ? 4 : 0, c, 0);
  } else {
    multiplyTransposed(m, n, k, a, b, bias, adds, c);
  }
}

/** For a transposed a, of which some inner indices at a time stay in cache. */
function multiplyTransposed(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  b: usize,
  bias: usize,
  adds: bool,
  c: usize,
): void {
  const rowC = n << 2;
  let start = adds ? c : bias ? bias : zeros;
  let rowStart = adds ? rowC : 0;
  let columnStart: usize = adds || bias ? 4 : 0;
  let l: usize = 0;
  do {
    const depth = min(k - l, directDepth);
    multiplyStrips(m, n, depth, a, 4, m << 2, b, rowC, start, rowStart, columnStart, c, rowC);
    start = c;
    rowStart = rowC;
    columnStart = 4;
    a += (depth * m) << 2;
    b += depth * rowC;
    l += directDepth;
  } while (l < k);
}

function multiplyStrips(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  rowA: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  start: usize,
  rowStart: usize,
  columnStart: usize,
  c: usize,
  rowC: usize,
): void {
  for (let j: usize = 0; j < n; j += 8) {
    const room = min(n - j, 8);
    strip(m, room, k, a, rowA, stepA, b + (j << 2), stepB, start + j * columnStart, rowStart, c + (j << 2), rowC);
  }
}

/** Rows and columns of the blocks that are tasks: the upper and the lower half of the result. */
function blockSizes(m: usize, n: usize): u64 {
  let down = max<usize>(1, (m + blockRows - 1) / blockRows);
  let across = max<usize>(1, (n + blockColumns - 1) / blockColumns);
  while (down * across < leastTasks) {
    const tall = m / down > smallestBlock;
    const wide = n / across > smallestBlock;
    if (wide && (!tall || n * down >= m * across)) across++;
    else if (tall) down++;
    else break;
  }
  const rows = blockSize(m, down);
  const columns = blockSize(n, across);
  return (<u64>rows << 32) | <u64>columns;
}

@inline
function blockSize(size: usize, blocks: usize): usize {
  const least = (size + blocks - 1) / blocks;
  return max<usize>(1, (least + blockMultiple - 1) / blockMultiple) * blockMultiple;
}

export function matmulTaskCount(instruction: usize): usize {
  const m = dimension(instruction, 0);
  const n = dimension(instruction, 1);
  const sizes = blockSizes(m, n);
  const rows = <usize>(sizes >> 32);
  const columns = <usize>sizes;
  return ((m + rows - 1) / rows) * ((n + columns - 1) / columns);
}

/** Blocks of the result, column of blocks by column of blocks. */
export function matmulTask(instruction: usize, header: usize, index: usize): void {
  const m = dimension(instruction, 0);
  const n = dimension(instruction, 1);
  const sizes = blockSizes(m, n);
  const rows = <usize>(sizes >> 32);
  const columns = <usize>sizes;
  const down = (m + rows - 1) / rows;
  const i = (index % down) * rows;
  const j = (index / down) * columns;
  const height = min(m - i, rows);
  const width = min(n - j, columns);
  if (m < fewRows && !dimension(instruction, 4)) {
    multiplyDirectly(instruction, m, n, j, width);
    for (let r: usize = 0; r < m; r++) activate(instruction, output(instruction) + ((r * n + j) << 2), width);
  } else {
    multiplyBlock(instruction, word(header, workspaceWord), i, j, height, width);
  }
}
