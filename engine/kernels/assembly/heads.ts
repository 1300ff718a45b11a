// Rows of heads side by side with the vectors of each head: dot products, weighted sums of vectors, and of rows.

import { products, productsOfFour } from "./dot";
import { accumulates, dimension, input, output } from "./instruction";
import { all, multiplyAdd, storeUpTo, sumOfLanes } from "./vector";

export function headDot(instruction: usize): void {
  const heads = dimension(instruction, 1);
  const units = dimension(instruction, 2);
  const stride = (heads * units) << 2;
  const end = input(instruction, 1) + dimension(instruction, 3) * stride;
  let x = input(instruction, 0);
  let to = output(instruction);
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    for (let vectors = input(instruction, 1); vectors < end; vectors += stride) {
      let at: usize = 0;
      for (let rest = heads; rest >= 4; rest -= 4) {
        v128.store(to, productsOfFour(x + at, vectors + at, units));
        at += units << 4;
        to += 16;
      }
      for (; at < stride; at += units << 2) {
        store<f32>(to, sumOfLanes(products(x + at, vectors + at, units)));
        to += 4;
      }
    }
    x += stride;
  }
}

export function headSpread(instruction: usize): void {
  const heads = dimension(instruction, 1);
  const units = dimension(instruction, 2);
  const sets = dimension(instruction, 3);
  const stride = (heads * units) << 2;
  const vectors = input(instruction, 1);
  let weights = input(instruction, 0);
  let to = output(instruction);
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    for (let head: usize = 0; head < heads; head++) {
      let at = (head * units) << 2;
      const first = v128.load32_splat(weights + (head << 2));
      for (let unit: usize = 0; unit < units; unit += 4) {
        let vector = vectors + at;
        let sum = f32x4.mul(first, v128.load(vector));
        for (let set: usize = 1; set < sets; set++) {
          vector += stride;
          const weight = v128.load32_splat(weights + ((set * heads + head) << 2));
          sum = multiplyAdd(weight, v128.load(vector), sum);
        }
        storeUpTo(to + at, sum, units - unit);
        at += 16;
      }
    }
    weights += (sets * heads) << 2;
    to += stride;
  }
}

/** Σ weight · four neighbouring columns: four running sums, row by row in turn; strides in bytes. */
@inline
function weightedColumns(from: usize, rows: usize, stride: usize, weight: usize, weightStride: usize): v128 {
  let s0 = all(0);
  let s1 = all(0);
  let s2 = all(0);
  let s3 = all(0);
  const end = from + (rows & ~3) * stride;
  while (from < end) {
    s0 = multiplyAdd(v128.load32_splat(weight), v128.load(from), s0);
    from += stride;
    weight += weightStride;
    s1 = multiplyAdd(v128.load32_splat(weight), v128.load(from), s1);
    from += stride;
    weight += weightStride;
    s2 = multiplyAdd(v128.load32_splat(weight), v128.load(from), s2);
    from += stride;
    weight += weightStride;
    s3 = multiplyAdd(v128.load32_splat(weight), v128.load(from), s3);
    from += stride;
    weight += weightStride;
  }
  for (let rest = rows & 3; rest > 0; rest--) {
    s0 = multiplyAdd(v128.load32_splat(weight), v128.load(from), s0);
    from += stride;
    weight += weightStride;
  }
  return f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
}

export function headSum(instruction: usize): void {
  const rows = dimension(instruction, 0);
  const heads = dimension(instruction, 1);
  const units = dimension(instruction, 2);
  const vectors = dimension(instruction, 3) * heads;
  const adds = accumulates(instruction);
  let to = output(instruction);
  for (let vector: usize = 0; vector < vectors; vector++) {
    const weight = input(instruction, 1) + (vector << 2);
    const x = input(instruction, 0) + (((vector % heads) * units) << 2);
    for (let unit: usize = 0; unit < units; unit += 4) {
      const sum = weightedColumns(x + (unit << 2), rows, (heads * units) << 2, weight, vectors << 2);
      const at = to + (unit << 2);
      storeUpTo(at, adds ? f32x4.add(v128.load(at), sum) : sum, units - unit);
    }
    to += units << 2;
  }
}
