// Block Davidson with thick restarts: a growing subspace in which the smallest eigenpairs of an operator are looked for.

import { diagonals } from "./bounds";
import type { Expansion, Knowledge } from "./expansion";
import type { Operator } from "./operator";
import { type Panel, type Panels, width } from "./panels";
import { symmetricEigen } from "./symmetric-eigen";

/** How often random vectors are expanded that are to show whether a pair was missed. */
const checkRounds = 2;
/** So often random vectors are tried where some are known to be missing. */
const checksMost = 20;
/** Residuals that a filter in single precision can lower, as shares of the largest eigenvalue's size. */
const singleLeast = 1e-6;

export interface DavidsonOptions {
  /** Pairs wanted. */
  k: number;
  tolerance: number;
  /** Vectors that a restart leaves, and that there may be at most: multiples of eight. */
  kept: number;
  most: number;
  /** Orthonormal vectors that are left out. */
  known: readonly Panel[];
  /** Likely bounds of the eigenvalues, and about where the unwanted ones begin. */
  low: number;
  high: number;
  cut: number;
  /** Whether none is missing among the values that were found; without it, random vectors are asked. */
  isComplete?(values: Float64Array): Promise<boolean>;
  /** Called with what is known so far, before each expansion: residual of the first pair. */
  look?(values: Float64Array, residual: number): Promise<void>;
  progress(fraction: number): void;
}

/** A subspace of orthonormal vectors, and the operator within it. */
export class Davidson {
  private readonly basis: Panel[] = [];
  private readonly free: Panel[];
  /** The operator in the basis, `most` numbers a row. */
  private readonly inner: Float64Array;
  private values: Float64Array = new Float64Array(0);
  private vectors: Float64Array = new Float64Array(0);
  /** Values of the pairs that have converged, the first ones. */
  private converged: number[] = [];
  private highest: number;
  /** Largest residual of what is expanded next; none is known at first. */
  private residual = Number.POSITIVE_INFINITY;
  private restarted = false;

  /** `room`: as many panels as the basis has at most, and three. */
  constructor(
    private readonly operator: Operator,
    private readonly panels: Panels,
    private readonly expansion: Expansion,
    private readonly options: DavidsonOptions,
    room: readonly Panel[],
  ) {
    this.free = [...room];
    this.inner = new Float64Array(options.most * options.most);
    this.highest = options.high;
  }

  /** The first k values, ascending, whose vectors `vectorsOf` gives. */
  async run(stepsMost: number): Promise<Float64Array> {
    const { k, isComplete, progress } = this.options;
    const { panels } = this;
    let panel = this.take();
    await panels.randomiseAll(panel);
    let checked = false;
    let checks = 0;
    for (let step = 0; step < stepsMost; step++) {
      await this.append(panel);
      if (!this.isTime()) {
        panel = await this.expand(await this.latest());
        continue;
      }
      await this.solveInside();
      panel = await this.candidates();
      progress(Math.min(1, this.converged.length / k));
      if (this.converged.length < k) checked = false;
      else if (isComplete ? await isComplete(this.values.slice(0, k)) : checked) {
        this.free.push(panel);
        return this.values.slice(0, k);
      }
      const isFull = this.size >= this.options.most;
      if (isFull) await this.restart();
      if (this.converged.length < k) {
        if (this.expansion.constant && !isFull) {
          this.free.push(panel);
          panel = await this.latest();
        }
        panel = await this.expand(panel);
      } else {
        // What no vector of the subspace has had a share of would show now.
        checked = true;
        if (++checks > checksMost) break;
        await panels.randomiseAll(panel);
        this.residual = Number.POSITIVE_INFINITY;
        for (let round = 0; round < checkRounds; round++) {
          panel = await panels.orthonormalise(panel, [...this.options.known, ...this.basis]);
          panel = await this.expand(panel);
        }
      }
    }
    throw new Error("The eigenvalues did not converge.");
  }

  private get size(): number {
    return this.basis.length * width;
  }

  /** Whether the pairs within the subspace are looked at: always where expansion begins from them, else now and then. */
  private isTime(): boolean {
    const { size } = this;
    const { k, most, look } = this.options;
    if (!this.expansion.constant || (look && size === 2 * width)) return true;
    return size === most || (size >= k + width && this.basis.length % 2 === 0);
  }

  /** A copy of what was added last, whose expansion leads furthest out of the subspace. */
  private async latest(): Promise<Panel> {
    const panel = this.take();
    await this.panels.combine(this.basis.slice(-1), diagonals([new Float64Array(width).fill(1)]), panel);
    return panel;
  }

  private async expand(panel: Panel): Promise<Panel> {
    const other = this.take();
    const grown = await this.expansion.expand(panel, other, this.knowledge());
    this.free.push(grown === panel ? other : panel);
    return grown;
  }

  private take(): Panel {
    const panel = this.free.pop();
    if (panel === undefined) throw new Error("A subspace has no room left.");
    return panel;
  }

  /** Adds a panel to the subspace. */
  private async append(panel: Panel): Promise<void> {
    const { operator, panels, basis, inner, options } = this;
    const own = await panels.orthonormalise(panel, [...options.known, ...basis]);
    basis.push(own);
    const image = this.take();
    await operator.apply(own, image);
    const products = await panels.products(basis, image);
    this.free.push(image);
    const size = basis.length * width;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < width; j++) {
        const column = size - width + j;
        inner[i * options.most + column] = inner[column * options.most + i] = products[i * width + j];
      }
    }
  }

  /** Finds the pairs of the operator within the subspace. */
  private async solveInside(): Promise<void> {
    const { operator, inner, options, size } = this;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++)
        matrix[i * size + j] = (inner[i * options.most + j] + inner[j * options.most + i]) / 2;
    }
    ({ values: this.values, vectors: this.vectors } = await symmetricEigen(matrix, size, () =>
      operator.machine.breathe(),
    ));
    this.highest = Math.max(this.highest, this.values[size - 1]);
    // A value that has fallen was not one of the smallest.
    const fallen = this.converged.findIndex((value, i) => value - this.values[i] > options.tolerance);
    if (fallen >= 0) this.converged.length = fallen;
  }

  /** The lowest pairs that have not converged, as a panel; pairs that turn out to have are counted. */
  private async candidates(): Promise<Panel> {
    const { operator, panels, values, options } = this;
    const vectors = this.take();
    for (;;) {
      const first = Math.min(this.converged.length, values.length - width);
      await this.ritz(first, vectors);
      const [image, rest] = [this.take(), this.take()];
      await operator.apply(vectors, image);
      const theta = values.subarray(first, first + width);
      await panels.combine(
        [image, vectors],
        diagonals([new Float64Array(width).fill(1), theta.map((value) => -value)]),
        rest,
      );
      const sums = await panels.products([rest], rest);
      this.free.push(image, rest);
      this.residual = 0;
      for (let i = 0; i < width; i++) this.residual = Math.max(this.residual, Math.sqrt(sums[i * (width + 1)]));
      const before = this.converged.length;
      for (let i = before - first; i < width; i++) {
        const residual = Math.sqrt(sums[i * (width + 1)]);
        if (first + i === 0) await options.look?.(values, residual);
        if (residual > options.tolerance) break;
        this.converged.push(values[first + i]);
      }
      if (this.converged.length >= options.k || this.converged.length - before < width) return vectors;
      if (this.converged.length > values.length - width) return vectors;
    }
  }

  /** Vectors of the pairs from `first` on. */
  private async ritz(first: number, into: Panel): Promise<void> {
    await this.panels.combine(this.basis, this.columns(first), into);
  }

  /** Coefficients of eight pairs: for each panel of the basis 8 × 8. */
  private columns(first: number): Float64Array {
    const size = this.values.length;
    const coefficients = new Float64Array(size * width);
    for (let j = 0; j < width && first + j < size; j++)
      for (let i = 0; i < size; i++) coefficients[i * width + j] = this.vectors[(first + j) * size + i];
    return coefficients;
  }

  /** Keeps the lowest pairs alone. */
  private async restart(): Promise<void> {
    const { basis, inner, options, values } = this;
    const size = values.length;
    const coefficients = new Float64Array(options.kept * size);
    for (let first = 0; first < options.kept; first += width) coefficients.set(this.columns(first), first * size);
    await this.panels.rotate(basis, coefficients);
    this.free.push(...basis.splice(options.kept / width));
    this.restarted = true;
    inner.fill(0);
    for (let i = 0; i < options.kept; i++) inner[i * options.most + i] = values[i];
    this.values = values.slice(0, options.kept);
    this.vectors = new Float64Array(options.kept * options.kept);
    for (let i = 0; i < options.kept; i++) this.vectors[i * (options.kept + 1)] = 1;
  }

  private knowledge(): Knowledge {
    const { values, options, converged, highest } = this;
    const { k } = options;
    const size = values.length;
    const low = size > 0 ? Math.min(values[0], options.low) : options.low;
    const spread = highest - low;
    // The pairs behind the wanted ones are kept too, so that only what comes after them needs to be damped.
    const found = size >= k + width ? values[k + width - 1] : highest;
    const guess = this.restarted ? found : Math.min(found, options.cut);
    const cut = Math.min(Math.max(guess, low + 1e-6 * spread), highest - 0.1 * spread);
    const least = cut - 0.1 * (cut - low);
    const target = size > 0 ? Math.min(least, values[Math.min(size, k, converged.length + width) - 1]) : least;
    return { low, target, cut, high: highest, fine: this.residual < singleLeast * Math.max(highest, -low) };
  }

  /** Vectors of the first k pairs, row-major, with their residuals. */
  async pairs(): Promise<{ vectors: Float64Array; residuals: Float64Array }> {
    const { operator, panels, options, values } = this;
    const { k } = options;
    const { rows } = panels;
    const vectors = new Float64Array(k * rows);
    const residuals = new Float64Array(k);
    const [panel, image, rest] = [this.take(), this.take(), this.take()];
    for (let first = 0; first < k; first += width) {
      await this.ritz(first, panel);
      await operator.apply(panel, image);
      const theta = Float64Array.from({ length: width }, (_, i) => -(values[first + i] ?? 0));
      await panels.combine([image, panel], diagonals([new Float64Array(width).fill(1), theta]), rest);
      const sums = await panels.products([rest], rest);
      for (let i = 0; i < width && first + i < k; i++) {
        residuals[first + i] = Math.sqrt(sums[i * (width + 1)]);
        await panels.copyVector(panel, i, vectors.subarray((first + i) * rows, (first + i + 1) * rows));
      }
    }
    this.free.push(panel, image, rest);
    return { vectors, residuals };
  }
}
