// Convolutions with kernels of 3 × 3 and stride 1 in fewer multiplications: S. Winograd's F(2×2, 3×3).

// A. Lavin, S. Gray, 2016: for a tile of 2 × 2 outputs Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A with 4 × 4 inputs d, and the sum
// over the channels inside the brackets: for each of 16 positions a product of tiles × channels by channels × columns.
// The adjoint in the images is the same convolution with the kernel turned round and its channels exchanged.
import { copyPadded, horizontal, vertical } from "./convolution-rows";
import { dimension, input, isFirstPart, output, scalar, scratch } from "./instruction";
import { activate } from "./unary";
import { all, multiplyAdd } from "./vector";

export const positions: usize = 16;
const panelColumns: usize = 8;
/** A cache line between the positions, so that they do not all fall into the same sets of the first cache. */
export const apart: usize = 64;

export function winograd(instruction: usize): void {
  const height = dimension(instruction, 1);
  const width = dimension(instruction, 2);
  const inner = dimension(instruction, 3);
  const rows = dimension(instruction, 4);
  const columns = dimension(instruction, 5);
  const features = dimension(instruction, 6);
  const padding = dimension(instruction, 7);
  const bandRows = <usize>scalar(instruction, 0);
  const block = <usize>scalar(instruction, 1);
  const across = (columns + 1) >> 1;
  const pixel = inner << 2;
  const weights = scratch(instruction);
  const tileStep = block * pixel + apart;
  const productStep = ((block * features) << 2) + apart;
  const tiles = weights + ((positions * inner * features) << 2);
  const products = tiles + positions * tileStep;
  const copy = products + positions * productStep;
  const readColumns = (across << 1) + 2;
  if (isFirstPart(instruction)) transformKernel(instruction, inner, features, weights);
  let source = input(instruction, 0);
  let target = output(instruction);
  for (let images = dimension(instruction, 0); images > 0; images--) {
    for (let row: usize = 0; row < rows; row += 2 * bandRows) {
      const bandEnd = min(row + 2 * bandRows, rows);
      const down = (bandEnd - row + 1) >> 1;
      const top = <isize>row - <isize>vertical(padding);
      const left = -<isize>horizontal(padding);
      copyPadded(source, <isize>height, <isize>width, pixel, top, left, (down << 1) + 2, readColumns, copy);
      for (let first: usize = 0; first < down * across; first += block) {
        const end = min(first + block, down * across);
        for (let tile = first; tile < end; tile++) {
          const from = copy + (((tile / across) * readColumns + (tile % across)) << 1) * pixel;
          transformTile(from, readColumns * pixel, pixel, tiles + (tile - first) * pixel, tileStep);
        }
        multiplyTiles(end - first, inner, features, tiles, tileStep, weights, products, productStep);
        for (let tile = first; tile < end; tile++) {
          const i = row + ((tile / across) << 1);
          const j = (tile % across) << 1;
          const from = products + (((tile - first) * features) << 2);
          const to = target + (((i * columns + j) * features) << 2);
          finishTile(from, productStep, features, input(instruction, 2), to, columns, i + 1 < rows, j + 1 < columns);
        }
      }
      const line = columns * features;
      activate(instruction, target + ((row * line) << 2), (bandEnd - row) * line);
    }
    source += height * width * pixel;
    target += (rows * columns * features) << 2;
  }
}

/** G g Gᵀ of each pair of channels, as panels of eight columns for each of the positions. */
function transformKernel(instruction: usize, inner: usize, features: usize, to: usize): void {
  const kernel = input(instruction, 1);
  const turned = dimension(instruction, 8) != 0;
  const tap = (inner * features) << 2;
  const innerStep: usize = turned ? 4 : features << 2;
  const featureStep: usize = turned ? inner << 2 : 4;
  const first = turned ? kernel + 8 * tap : kernel;
  const step = turned ? -tap : tap;
  for (let c: usize = 0; c < inner; c++) {
    for (let o: usize = 0; o < features; o++) {
      const from = first + c * innerStep + o * featureStep;
      const at = to + (((o & ~7) * inner + c * panelColumns + (o & 7)) << 2);
      for (let j: usize = 0; j < 4; j++) {
        const top = kernelRow(from, step, j);
        const middle = kernelRow(from + 3 * step, step, j);
        const bottom = kernelRow(from + 6 * step, step, j);
        const half = <f32>0.5 * (top + bottom);
        store<f32>(at + j * tap, top);
        store<f32>(at + (4 + j) * tap, half + <f32>0.5 * middle);
        store<f32>(at + (8 + j) * tap, half - <f32>0.5 * middle);
        store<f32>(at + (12 + j) * tap, bottom);
      }
    }
  }
}

/** Element `j` of a row of the kernel times Gᵀ. */
@inline
function kernelRow(from: usize, step: usize, j: usize): f32 {
  const a = load<f32>(from);
  const b = load<f32>(from + step);
  const c = load<f32>(from + 2 * step);
  if (j == 0) return a;
  if (j == 3) return c;
  const half = <f32>0.5 * (a + c);
  return j == 1 ? half + <f32>0.5 * b : half - <f32>0.5 * b;
}

/** Bᵀ d B of 4 × 4 pixels, all channels; `position` is the bytes from one of the 16 positions to the next. */
export function transformTile(from: usize, row: usize, pixel: usize, to: usize, position: usize): void {
  for (const end = from + pixel; from < end; from += 16) {
    let at = from;
    let a = v128.load(at);
    let b = v128.load(at + row);
    let c = v128.load(at + 2 * row);
    let d = v128.load(at + 3 * row);
    const t00 = f32x4.sub(a, c);
    const t10 = f32x4.add(b, c);
    const t20 = f32x4.sub(c, b);
    const t30 = f32x4.sub(b, d);
    at += pixel;
    a = v128.load(at);
    b = v128.load(at + row);
    c = v128.load(at + 2 * row);
    d = v128.load(at + 3 * row);
    const t01 = f32x4.sub(a, c);
    const t11 = f32x4.add(b, c);
    const t21 = f32x4.sub(c, b);
    const t31 = f32x4.sub(b, d);
    at += pixel;
    a = v128.load(at);
    b = v128.load(at + row);
    c = v128.load(at + 2 * row);
    d = v128.load(at + 3 * row);
    const t02 = f32x4.sub(a, c);
    const t12 = f32x4.add(b, c);
    const t22 = f32x4.sub(c, b);
    const t32 = f32x4.sub(b, d);
    at += pixel;
    a = v128.load(at);
    b = v128.load(at + row);
    c = v128.load(at + 2 * row);
    d = v128.load(at + 3 * row);
    storeRow(t00, t01, t02, f32x4.sub(a, c), to, position);
    storeRow(t10, t11, t12, f32x4.add(b, c), to + 4 * position, position);
    storeRow(t20, t21, t22, f32x4.sub(c, b), to + 8 * position, position);
    storeRow(t30, t31, t32, f32x4.sub(b, d), to + 12 * position, position);
    to += 16;
  }
}

@inline
function storeRow(a: v128, b: v128, c: v128, d: v128, to: usize, position: usize): void {
  v128.store(to, f32x4.sub(a, c));
  v128.store(to + position, f32x4.add(b, c));
  v128.store(to + 2 * position, f32x4.sub(c, b));
  v128.store(to + 3 * position, f32x4.sub(b, d));
}

/** The products of the 16 positions; tiles are taken four at a time, those beyond `count` are never read again. */
function multiplyTiles(
  count: usize,
  inner: usize,
  features: usize,
  tiles: usize,
  tileStep: usize,
  weights: usize,
  products: usize,
  productStep: usize,
): void {
  const pixel = inner << 2;
  const row = features << 2;
  for (let position: usize = 0; position < positions; position++) {
    for (let j: usize = 0; j < features; j += panelColumns) {
      let a = tiles;
      let to = products + (j << 2);
      for (let i: usize = 0; i < count; i += 4) {
        multiplyTile(a, pixel, weights, to, row);
        a += 4 * pixel;
        to += 4 * row;
      }
      weights += inner * (panelColumns << 2);
    }
    tiles += tileStep;
    products += productStep;
  }
}

/** Four rows of `pixel` bytes by a panel of eight columns. */
@inline
function multiplyTile(a0: usize, pixel: usize, weights: usize, to: usize, row: usize): void {
  const end = a0 + pixel;
  let a1 = a0 + pixel;
  let a2 = a1 + pixel;
  let a3 = a2 + pixel;
  let l0 = all(0);
  let h0 = l0;
  let l1 = l0;
  let h1 = l0;
  let l2 = l0;
  let h2 = l0;
  let l3 = l0;
  let h3 = l0;
  while (a0 < end) {
    const wl = v128.load(weights);
    const wh = v128.load(weights, 16);
    let x = v128.load32_splat(a0);
    l0 = multiplyAdd(x, wl, l0);
    h0 = multiplyAdd(x, wh, h0);
    x = v128.load32_splat(a1);
    l1 = multiplyAdd(x, wl, l1);
    h1 = multiplyAdd(x, wh, h1);
    x = v128.load32_splat(a2);
    l2 = multiplyAdd(x, wl, l2);
    h2 = multiplyAdd(x, wh, h2);
    x = v128.load32_splat(a3);
    l3 = multiplyAdd(x, wl, l3);
    h3 = multiplyAdd(x, wh, h3);
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    weights += 32;
  }
  v128.store(to, l0);
  v128.store(to, h0, 16);
  to += row;
  v128.store(to, l1);
  v128.store(to, h1, 16);
  to += row;
  v128.store(to, l2);
  v128.store(to, h2, 16);
  to += row;
  v128.store(to, l3);
  v128.store(to, h3, 16);
}

/** Aᵀ M A and the bias: up to 2 × 2 pixels of the output, all channels. */
function finishTile(
  from: usize,
  position: usize,
  features: usize,
  bias: usize,
  to: usize,
  columns: usize,
  second: bool,
  right: bool,
): void {
  const below = (columns * features) << 2;
  const pixel = features << 2;
  for (const end = from + pixel; from < end; from += 16) {
    const start = bias ? v128.load(bias) : all(0);
    let at = from;
    let s0 = start;
    let s1 = start;
    let s2 = start;
    let s3 = start;
    for (let i: usize = 0; i < 4; i++) {
      const a = v128.load(at);
      const b = v128.load(at + position);
      const c = v128.load(at + 2 * position);
      const d = v128.load(at + 3 * position);
      const first = f32x4.add(f32x4.add(a, b), c);
      const other = f32x4.sub(f32x4.sub(b, c), d);
      if (i < 3) {
        s0 = f32x4.add(s0, first);
        s1 = f32x4.add(s1, other);
      }
      if (i == 1) {
        s2 = f32x4.add(s2, first);
        s3 = f32x4.add(s3, other);
      } else if (i > 1) {
        s2 = f32x4.sub(s2, first);
        s3 = f32x4.sub(s3, other);
      }
      at += 4 * position;
    }
    v128.store(to, s0);
    if (right) v128.store(to + pixel, s1);
    if (second) v128.store(to + below, s2);
    if (second && right) v128.store(to + below + pixel, s3);
    to += 16;
    if (bias) bias += 16;
  }
}
