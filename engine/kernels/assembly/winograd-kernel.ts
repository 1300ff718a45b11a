// The gradient of a convolution in its kernel of 3 × 3 in fewer multiplications: the adjoint of Winograd's F(2×2, 3×3).

// dg = Gᵀ [Σ (Bᵀ d B) ⊙ (A dY Aᵀ)] G, the sum over all tiles: for each of 16 positions a product of channels × tiles by
// tiles × features, which is kept in scratch until the end.
import { copyPadded, horizontal, vertical } from "./convolution-rows";
import { fillRun } from "./copy";
import { accumulates, dimension, input, output, scalar, scratch } from "./instruction";
import { all, multiplyAdd } from "./vector";
import { apart, positions, transformTile } from "./winograd";

export function winogradKernel(instruction: usize): void {
  const height = dimension(instruction, 1);
  const width = dimension(instruction, 2);
  const channels = dimension(instruction, 3);
  const rows = dimension(instruction, 4);
  const columns = dimension(instruction, 5);
  const features = dimension(instruction, 6);
  const padding = dimension(instruction, 7);
  const bandRows = <usize>scalar(instruction, 0);
  const block = <usize>scalar(instruction, 1);
  const across = (columns + 1) >> 1;
  const pixel = channels << 2;
  const place = features << 2;
  const tileStep = block * pixel + apart;
  const gradientStep = block * place + apart;
  const sums = scratch(instruction);
  const tiles = sums + positions * channels * place;
  const gradients = tiles + positions * tileStep;
  const copy = gradients + positions * gradientStep;
  const readColumns = (across << 1) + 2;
  fillRun(sums, all(0), positions * channels * features);
  let image = input(instruction, 0);
  let gradient = input(instruction, 1);
  for (let images = dimension(instruction, 0); images > 0; images--) {
    for (let row: usize = 0; row < rows; row += 2 * bandRows) {
      const down = (min(bandRows << 1, rows - row) + 1) >> 1;
      const top = <isize>row - <isize>vertical(padding);
      const left = -<isize>horizontal(padding);
      copyPadded(image, <isize>height, <isize>width, pixel, top, left, (down << 1) + 2, readColumns, copy);
      for (let first: usize = 0; first < down * across; first += block) {
        const count = min(block, down * across - first);
        for (let tile: usize = 0; tile < count; tile++) {
          const i = ((first + tile) / across) << 1;
          const j = ((first + tile) % across) << 1;
          const from = copy + (i * readColumns + j) * pixel;
          transformTile(from, readColumns * pixel, pixel, tiles + tile * pixel, tileStep);
          const g = gradient + ((row + i) * columns + j) * place;
          const to = gradients + tile * place;
          transformGradient(g, place, columns * place, row + i + 1 < rows, j + 1 < columns, to, gradientStep);
        }
        for (let position: usize = 0; position < positions; position++) {
          const x = tiles + position * tileStep;
          const g = gradients + position * gradientStep;
          addProducts(count, x, pixel, g, place, sums + position * channels * place);
        }
      }
    }
    image += height * width * pixel;
    gradient += rows * columns * place;
  }
  finishKernel(sums, output(instruction), channels * features, accumulates(instruction));
}

/** A dY Aᵀ of up to 2 × 2 pixels, all features; pixels that are not there are zero. */
function transformGradient(
  from: usize,
  pixel: usize,
  below: usize,
  second: bool,
  right: bool,
  to: usize,
  position: usize,
): void {
  for (const end = from + pixel; from < end; from += 16) {
    const a = v128.load(from);
    const b = right ? v128.load(from + pixel) : all(0);
    const c = second ? v128.load(from + below) : all(0);
    const d = second && right ? v128.load(from + below + pixel) : all(0);
    storeRow(a, b, to, position);
    storeRow(f32x4.add(a, c), f32x4.add(b, d), to + 4 * position, position);
    storeRow(f32x4.sub(a, c), f32x4.sub(b, d), to + 8 * position, position);
    storeRow(f32x4.neg(c), f32x4.neg(d), to + 12 * position, position);
    to += 16;
  }
}

@inline
function storeRow(a: v128, b: v128, to: usize, position: usize): void {
  v128.store(to, a);
  v128.store(to + position, f32x4.add(a, b));
  v128.store(to + 2 * position, f32x4.sub(a, b));
  v128.store(to + 3 * position, f32x4.neg(b));
}

/** Adds the product of the transposed tiles by their gradients, both rows of a tile each, to channels × features. */
function addProducts(count: usize, x: usize, pixel: usize, g: usize, place: usize, sums: usize): void {
  for (const end = x + pixel; x < end; x += 16) {
    for (let j: usize = 0; j < place; j += 32) addTile(count, x, pixel, g + j, place, sums + j);
    sums += 4 * place;
  }
}

/** Four channels × eight features. */
@inline
function addTile(count: usize, x: usize, pixel: usize, g: usize, place: usize, s0: usize): void {
  const s1 = s0 + place;
  const s2 = s1 + place;
  const s3 = s2 + place;
  let l0 = v128.load(s0);
  let h0 = v128.load(s0, 16);
  let l1 = v128.load(s1);
  let h1 = v128.load(s1, 16);
  let l2 = v128.load(s2);
  let h2 = v128.load(s2, 16);
  let l3 = v128.load(s3);
  let h3 = v128.load(s3, 16);
  const end = x + count * pixel;
  while (x < end) {
    const gl = v128.load(g);
    const gh = v128.load(g, 16);
    let value = v128.load32_splat(x);
    l0 = multiplyAdd(value, gl, l0);
    h0 = multiplyAdd(value, gh, h0);
    value = v128.load32_splat(x, 4);
    l1 = multiplyAdd(value, gl, l1);
    h1 = multiplyAdd(value, gh, h1);
    value = v128.load32_splat(x, 8);
    l2 = multiplyAdd(value, gl, l2);
    h2 = multiplyAdd(value, gh, h2);
    value = v128.load32_splat(x, 12);
    l3 = multiplyAdd(value, gl, l3);
    h3 = multiplyAdd(value, gh, h3);
    x += pixel;
    g += place;
  }
  v128.store(s0, l0);
  v128.store(s0, h0, 16);
  v128.store(s1, l1);
  v128.store(s1, h1, 16);
  v128.store(s2, l2);
  v128.store(s2, h2, 16);
  v128.store(s3, l3);
  v128.store(s3, h3, 16);
}

/** Gᵀ S G for each pair of channels, `count` of them, a tap after the other. */
function finishKernel(sums: usize, to: usize, count: usize, adds: bool): void {
  const step = count << 2;
  for (const end = sums + step; sums < end; sums += 16) {
    for (let i: usize = 0; i < 3; i++) {
      const a = kernelRow(sums, step, i);
      const b = kernelRow(sums + step, step, i);
      const c = kernelRow(sums + 2 * step, step, i);
      const d = kernelRow(sums + 3 * step, step, i);
      const both = f32x4.mul(f32x4.add(b, c), all(0.5));
      const tap = to + 3 * i * step;
      put(tap, f32x4.add(a, both), adds);
      put(tap + step, f32x4.mul(f32x4.sub(b, c), all(0.5)), adds);
      put(tap + 2 * step, f32x4.add(both, d), adds);
    }
    to += 16;
  }
}

/** Row `i` of Gᵀ times a column of four positions. */
@inline
function kernelRow(from: usize, step: usize, i: usize): v128 {
  const b = v128.load(from + 4 * step);
  const c = v128.load(from + 8 * step);
  if (i == 1) return f32x4.mul(f32x4.sub(b, c), all(0.5));
  return f32x4.add(v128.load(i == 0 ? from : from + 12 * step), f32x4.mul(f32x4.add(b, c), all(0.5)));
}

@inline
function put(to: usize, value: v128, adds: bool): void {
  v128.store(to, adds ? f32x4.add(v128.load(to), value) : value);
}
