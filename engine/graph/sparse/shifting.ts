// The shift of a shift-invert method: close below the smallest eigenvalue, and the proof that none was missed.

import { Factor, type Symbolic } from "./factor";
import type { Operator } from "./operator";

/** Share of the spread that a shift keeps away from the first eigenvalue. */
const shiftMargin = 1e-9;

/** A shift just below the smallest eigenvalue, which moves closer as that becomes known. */
export class Shifting {
  private constructor(
    readonly factor: Factor,
    private shift: number,
    private readonly margin: number,
  ) {}

  /** `bound` is certainly below all eigenvalues, `likely` probably. */
  static async begin(
    operator: Operator,
    symbolic: Symbolic,
    bound: number,
    likely: number,
    spread: number,
  ): Promise<Shifting | undefined> {
    const factor = new Factor(operator, symbolic);
    const margin = shiftMargin * spread;
    for (const shift of [likely - margin, bound - margin, bound - 100 * margin])
      if ((await factor.compute(shift)) === 0) return new Shifting(factor, shift, margin);
    return undefined;
  }

  /** Where the shift is much further from the wanted values than they are from each other, and better ones are known. */
  async improve(values: Float64Array, residual: number, k: number): Promise<void> {
    const [first] = values;
    const distance = first - this.shift;
    const range = values[Math.min(k, values.length) - 1] - first;
    if (distance < 4 * this.margin || distance < range / 4 || residual > distance / 8) return;
    const before = this.shift;
    for (let away = Math.max(2 * residual, this.margin); away < distance / 2; away *= 4) {
      this.shift = first - away;
      if ((await this.factor.compute(this.shift)) === 0) return;
    }
    this.shift = before;
    await this.factor.compute(before);
  }

  /**
   * Whether all eigenvalues below the last of the values, and those that cannot be told from it, are among them; `others`
   * are eigenvalues that are left out. Where some are missing, the shift is as before.
   */
  async isComplete(values: Float64Array, others: readonly number[], tolerance: number): Promise<boolean> {
    // Each value has an eigenvalue within the tolerance, so that a cut in a wider gap has the same ones below it.
    const close = Math.max(3 * tolerance, this.margin / 1e3);
    let first = values.length - 1;
    while (first > 0 && values[first] - values[first - 1] <= close) first--;
    const cut = (values[first] + (first > 0 ? values[first - 1] : values[0] - close)) / 2;
    const below = await this.factor.compute(cut);
    const complete = below === first + others.filter((value) => value < cut).length;
    if (!complete) await this.factor.compute(this.shift);
    return complete;
  }
}
