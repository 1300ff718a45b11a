// The kernel that takes one picture nearest to another by least squares: normal equations from sums over shifted pictures.

import { solveCholesky } from "../../core/cholesky";
import type { Breathe } from "../../tasks/table/matrix";
import type { Plane } from "./plane";

/** Share of the mean diagonal that is added to it: with smooth pictures the equations hardly differ from one another. */
const ridge = 1e-9;

/**
 * Accumulates Σ x·xᵀ and Σ x·y, where x is the size × size neighbourhood of a pixel of the input and y the target there,
 * over all pixels whose neighbourhood is inside. The products of two places of the neighbourhood depend on where they are
 * only by the rim of the sum, so one pass for each distance between two places is enough: (2·size − 1)² / 2 of them in
 * place of size⁴ / 2.
 */
export class NormalEquations {
  private readonly unknowns: number;
  /** Lower triangle of Σ x·xᵀ, row by row. */
  private readonly products: Float64Array;
  private readonly withTarget: Float64Array;
  /** Σ x. */
  private readonly inputs: Float64Array;
  private target = 0;
  private count = 0;

  /** @param size odd, rows and columns of the kernel */
  constructor(private readonly size: number) {
    this.unknowns = size * size;
    this.products = new Float64Array(this.unknowns * this.unknowns);
    this.withTarget = new Float64Array(this.unknowns);
    this.inputs = new Float64Array(this.unknowns);
  }

  /** Takes a picture and what it should become; both at least size × size pixels, and of one size. */
  async add(input: Plane, target: Plane, breathe: Breathe): Promise<void> {
    const { size } = this;
    const { width, height } = input;
    const inner = { width: width - size + 1, height: height - size + 1 };
    for (let down = 0; down < size; down++) {
      for (let right = down === 0 ? 0 : 1 - size; right < size; right++) {
        this.addDistance(input, down, right, inner);
        await breathe();
      }
    }
    const half = (size - 1) / 2;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        let sum = 0;
        let product = 0;
        for (let y = 0; y < inner.height; y++) {
          const at = (y + row) * width + column;
          const centre = (y + half) * width + half;
          for (let x = 0; x < inner.width; x++) {
            sum += input.samples[at + x];
            product += input.samples[at + x] * target.samples[centre + x];
          }
        }
        this.inputs[row * size + column] += sum;
        this.withTarget[row * size + column] += product;
        await breathe();
      }
    }
    for (let y = half; y < half + inner.height; y++) {
      for (let x = half; x < half + inner.width; x++) this.target += target.samples[y * width + x];
    }
    this.count += inner.width * inner.height;
  }

  /** Products of all pairs of places that are `down` rows and `right` columns (which may be negative) apart. */
  private addDistance(
    { samples, width, height }: Plane,
    down: number,
    right: number,
    inner: { width: number; height: number },
  ): void {
    const { size, unknowns, products } = this;
    const first = Math.max(0, -right);
    const columns = size - Math.abs(right);
    const rows = height - down;
    // For each column that the pair may start in: sums along each row, the next from the last by its two ends.
    const along = new Float64Array(columns * rows);
    for (let y = 0; y < rows; y++) {
      const a = y * width + first;
      const b = (y + down) * width + first + right;
      let sum = 0;
      for (let x = 0; x < inner.width; x++) sum += samples[a + x] * samples[b + x];
      along[y] = sum;
      for (let column = 1; column < columns; column++) {
        const [gone, come] = [column - 1, column - 1 + inner.width];
        sum += samples[a + come] * samples[b + come] - samples[a + gone] * samples[b + gone];
        along[column * rows + y] = sum;
      }
    }
    for (let column = 0; column < columns; column++) {
      const at = column * rows;
      let sum = 0;
      for (let y = 0; y < inner.height; y++) sum += along[at + y];
      for (let row = 0; row < size - down; row++) {
        const place = row * size + first + column;
        products[(place + down * size + right) * unknowns + place] += sum;
        sum += along[at + row + inner.height] - along[at + row];
      }
    }
  }

  /** The kernel, [size][size], applied as written, and what is added to its sum: 0 unless `bias` is asked for. */
  solve(bias = false): { matrix: number[][]; bias: number } {
    const { size, unknowns, inputs, count } = this;
    const products = this.products.slice();
    const withTarget = this.withTarget.slice();
    if (bias) {
      for (let i = 0; i < unknowns; i++) {
        withTarget[i] -= (inputs[i] * this.target) / count;
        for (let j = 0; j <= i; j++) products[i * unknowns + j] -= (inputs[i] * inputs[j]) / count;
      }
    }
    let mean = 0;
    for (let i = 0; i < unknowns; i++) mean += products[i * unknowns + i] / unknowns;
    // A picture that is black all over says nothing: then all weights are 0.
    const added = ridge * mean || 1;
    for (let i = 0; i < unknowns; i++) products[i * unknowns + i] += added;
    const weights = solveCholesky(products, withTarget, added);
    const explained = weights.reduce((sum, weight, i) => sum + weight * inputs[i], 0);
    return {
      matrix: Array.from({ length: size }, (_, row) => [...weights.subarray(row * size, (row + 1) * size)]),
      bias: bias ? (this.target - explained) / count : 0,
    };
  }
}
