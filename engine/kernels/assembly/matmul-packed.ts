// Large matrix products: blocks of both operands are packed so that a tile reads them in order and from cache.

import { copyRun, fillRun } from "./copy";
import { transpose } from "./transpose";
import { all, multiplyAdd } from "./vector";

/** Rows and columns of a tile. */
const tileRows: usize = 4;
const tileColumns: usize = 8;
/** Blocks: a (96 × 256, 96 KB) stays in the second cache, b (256 × 1024, 1 MB) in the last. */
const blockRows: usize = 96;
const blockColumns: usize = 1024;
const blockDepth: usize = 256;

export function matmulPacked(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  transposeA: bool,
  b: usize,
  transposeB: bool,
  bias: usize,
  to: usize,
  workspace: usize,
): void {
  const packedB = workspace;
  const packedA = packedB + ((blockColumns * blockDepth) << 2);
  const edge = packedA + ((blockRows * blockDepth) << 2);
  const rowC = n << 2;
  for (let i: usize = 0; i < m; i++) {
    if (bias) copyRun(bias, to + i * rowC, n);
    else fillRun(to + i * rowC, all(0), n);
  }
  for (let j: usize = 0; j < n; j += blockColumns) {
    const columns = min(n - j, blockColumns);
    for (let l: usize = 0; l < k; l += blockDepth) {
      const depth = min(k - l, blockDepth);
      if (transposeB) packAcross(b + ((j * k + l) << 2), k << 2, columns, depth, tileColumns, packedB);
      else packAlong(b + ((l * n + j) << 2), n << 2, columns, depth, tileColumns, packedB);
      for (let i: usize = 0; i < m; i += blockRows) {
        const rows = min(m - i, blockRows);
        if (transposeA) packAlong(a + ((l * m + i) << 2), m << 2, rows, depth, tileRows, packedA);
        else packAcross(a + ((i * k + l) << 2), k << 2, rows, depth, tileRows, packedA);
        multiplyBlock(rows, columns, depth, packedA, packedB, to + ((i * n + j) << 2), rowC, edge);
      }
    }
  }
}

/** Packs a matrix that is contiguous along the tile: tiles of `width`, each of them `depth` rows; strides in bytes. */
function packAlong(from: usize, stride: usize, count: usize, depth: usize, width: usize, to: usize): void {
  for (let first: usize = 0; first < count; first += width) {
    const room = count - first;
    let source = from + (first << 2);
    for (let l: usize = 0; l < depth; l++) {
      if (room >= width) {
        v128.store(to, v128.load(source));
        if (width == tileColumns) v128.store(to, v128.load(source, 16), 16);
      } else {
        for (let i: usize = 0; i < width; i++) store<u32>(to + (i << 2), i < room ? load<u32>(source + (i << 2)) : 0);
      }
      source += stride;
      to += width << 2;
    }
  }
}

/** The same for a matrix that is contiguous along the depth. */
function packAcross(from: usize, stride: usize, count: usize, depth: usize, width: usize, to: usize): void {
  for (let first: usize = 0; first < count; first += width) {
    const room = min(count - first, width);
    if (room < width) memory.fill(to, 0, (width * depth) << 2);
    transpose(from + first * stride, stride, room, depth, to, width << 2);
    to += (width * depth) << 2;
  }
}

function multiplyBlock(
  rows: usize,
  columns: usize,
  depth: usize,
  packedA: usize,
  packedB: usize,
  to: usize,
  rowC: usize,
  edge: usize,
): void {
  for (let j: usize = 0; j < columns; j += tileColumns) {
    const b = packedB + ((j * depth) << 2);
    const width = min(columns - j, tileColumns);
    for (let i: usize = 0; i < rows; i += tileRows) {
      const a = packedA + ((i * depth) << 2);
      const height = min(rows - i, tileRows);
      const c = to + i * rowC + (j << 2);
      if (width == tileColumns && height == tileRows) {
        tile(a, b, depth, c, rowC);
      } else {
        copyTile(c, rowC, edge, tileColumns << 2, height, width);
        tile(a, b, depth, edge, tileColumns << 2);
        copyTile(edge, tileColumns << 2, c, rowC, height, width);
      }
    }
  }
}

/** Adds the product of a packed 4 × depth and a packed depth × 8 to c. */
function tile(a: usize, b: usize, depth: usize, c: usize, rowC: usize): void {
  const c1 = c + rowC;
  const c2 = c1 + rowC;
  const c3 = c2 + rowC;
  let l0 = v128.load(c);
  let h0 = v128.load(c, 16);
  let l1 = v128.load(c1);
  let h1 = v128.load(c1, 16);
  let l2 = v128.load(c2);
  let h2 = v128.load(c2, 16);
  let l3 = v128.load(c3);
  let h3 = v128.load(c3, 16);
  const end = a + (depth << 4);
  while (a < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let x = v128.load32_splat(a);
    l0 = multiplyAdd(x, low, l0);
    h0 = multiplyAdd(x, high, h0);
    x = v128.load32_splat(a, 4);
    l1 = multiplyAdd(x, low, l1);
    h1 = multiplyAdd(x, high, h1);
    x = v128.load32_splat(a, 8);
    l2 = multiplyAdd(x, low, l2);
    h2 = multiplyAdd(x, high, h2);
    x = v128.load32_splat(a, 12);
    l3 = multiplyAdd(x, low, l3);
    h3 = multiplyAdd(x, high, h3);
    a += 16;
    b += 32;
  }
  v128.store(c, l0);
  v128.store(c, h0, 16);
  v128.store(c1, l1);
  v128.store(c1, h1, 16);
  v128.store(c2, l2);
  v128.store(c2, h2, 16);
  v128.store(c3, l3);
  v128.store(c3, h3, 16);
}

function copyTile(from: usize, rowFrom: usize, to: usize, rowTo: usize, rows: usize, columns: usize): void {
  for (; rows > 0; rows--) {
    copyRun(from, to, columns);
    from += rowFrom;
    to += rowTo;
  }
}
