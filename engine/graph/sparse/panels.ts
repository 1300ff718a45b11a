// Panels: eight vectors each, whose entries for a row lie side by side; and the sums that are made of many panels.

import { smallEigenpairs } from "../small-eigen";
import { chunkRows, type Machine } from "./machine";
import { noise } from "./noise";

/** Vectors of a panel. */
export const width = 8;
/** Numbers in the square of a panel with a panel, row-major: vectors of the first are rows. */
const square = width * width;
/** Kernels combine so many rows at a time. */
const blockRows = 128;
/** A vector is gone when so little of its length is left outside of the others: what is left is rounding. */
const leastLeft = 1e-13;
/** Vectors are at right angles when their products are below. */
const rightAngle = 1e-13;
/** Where products are below, and what is left of vectors is not close to dependent, taking them out once more is exact. */
const nearly = 1e-7;
const independent = 1e-2;
/** Shares of squared lengths from which on differences of sums are worth something. */
const leastShare = 1e-12;
const reliable = 1e-6;
const roundsMost = 12;

/** An address. */
export type Panel = number;

/** Bytes for panels of so many rows, at most `count` of them in one sum, and at most `results` rotated at once. */
export const panelBytes = (rows: number, panels: number, count: number, results: number, threads: number): number =>
  (panels + 1) * (rows * width * 8 + 64) +
  (Math.ceil(rows / chunkRows) + results + 1) * (count + 1) * square * 8 +
  threads * results * blockRows * width * 8 +
  count * 4 +
  1024;

export class Panels {
  private readonly table: number;
  private readonly sums: number;
  private readonly coefficients: number;
  private readonly room: number;
  private readonly chunks: number;
  private spare: Panel;
  private seed: number;

  constructor(
    private readonly machine: Machine,
    readonly rows: number,
    count: number,
    results: number,
    seed: number,
  ) {
    this.chunks = Math.ceil(rows / chunkRows);
    this.table = machine.allocate(count * 4);
    this.sums = machine.allocate(this.chunks * count * square * 8);
    this.coefficients = machine.allocate((results + 1) * count * square * 8);
    this.room = machine.allocate(machine.threadCount * results * blockRows * width * 8);
    this.spare = this.create();
    this.seed = seed;
  }

  create(): Panel {
    return this.machine.allocate(this.rows * width * 8);
  }

  entries(panel: Panel): Float64Array {
    return this.machine.f64(panel, this.rows * width);
  }

  async copyVector(panel: Panel, vector: number, into: Float64Array): Promise<void> {
    const entries = this.entries(panel);
    for (let row = 0; row < this.rows; row++) into[row] = entries[row * width + vector];
    await this.machine.breathe();
  }

  /** Fills a vector with noise that no other has. */
  async randomise(panel: Panel, vector: number): Promise<void> {
    const entries = this.entries(panel);
    const seed = this.seed++;
    for (let row = 0; row < this.rows; row++) entries[row * width + vector] = noise(seed, row);
    await this.machine.breathe();
  }

  async randomiseAll(panel: Panel): Promise<void> {
    for (let vector = 0; vector < width; vector++) await this.randomise(panel, vector);
  }

  /** Inner products of the panels' vectors with those of another: for each panel 8 × 8. */
  async products(panels: readonly Panel[], other: Panel): Promise<Float64Array> {
    const { machine, chunks } = this;
    this.tell(panels);
    await machine.share("gram", [this.table, panels.length, other, this.sums], [], this.rows);
    const length = panels.length * square;
    const sums = machine.f64(this.sums, chunks * length);
    const total = sums.slice(0, length);
    for (let chunk = 1; chunk < chunks; chunk++) for (let i = 0; i < length; i++) total[i] += sums[chunk * length + i];
    return total;
  }

  /** into = Σ panel · coefficients; `into` is none of the panels. */
  async combine(panels: readonly Panel[], coefficients: Float64Array, into: Panel): Promise<void> {
    this.tell(panels);
    this.machine.f64(this.coefficients, coefficients.length).set(coefficients);
    await this.machine.share("combine", [this.table, panels.length, this.coefficients, into], [], this.rows);
  }

  /** Replaces the first panels by sums over all; coefficients of the first of them come first. */
  async rotate(panels: readonly Panel[], coefficients: Float64Array): Promise<void> {
    this.tell(panels);
    const results = coefficients.length / (panels.length * square);
    this.machine.f64(this.coefficients, coefficients.length).set(coefficients);
    const words = [this.table, panels.length, this.coefficients, results, this.room];
    await this.machine.share("rotate", words, [], this.rows);
  }

  /**
   * Makes a panel orthonormal, and orthogonal to others, which are orthonormal (or 0). Vectors that lie in the space of the
   * others are replaced by random ones.
   * @returns the panel where the result is; the one that was given is free then
   */
  async orthonormalise(panel: Panel, others: readonly Panel[]): Promise<Panel> {
    let own = panel;
    const lengths = new Float64Array(width);
    for (let round = 0; round < roundsMost; round++) {
      const sums = await this.products([...others, own], own);
      const inner = sums.subarray(0, others.length * square);
      const gram = sums.slice(inner.length);
      const slope = inner.reduce((most, product) => Math.max(most, Math.abs(product)), 0);
      if (slope < rightAngle && skewOf(gram) < rightAngle) return own;
      const before = Array.from({ length: width }, (_, i) => gram[i * (width + 1)]);
      let gone = 0;
      for (let i = 0; i < width; i++) {
        if (round === 0) lengths[i] = Math.sqrt(before[i]);
        if (before[i] > 0 && Math.sqrt(before[i]) > leastLeft * lengths[i]) continue;
        await this.randomise(own, i);
        lengths[i] = Math.sqrt(this.rows / 3);
        gone++;
      }
      if (gone > 0) continue;
      takeOut(gram, inner);
      const left = before.map((length, i) => gram[i * (width + 1)] / length);
      const mixing = new Float64Array(square);
      let least = 0;
      if (left.every((share) => share > reliable)) {
        least = mixIndependent(gram, mixing);
        lengths.fill(1);
      } else {
        for (let i = 0; i < width; i++) {
          const factor = 1 / Math.sqrt(before[i] * Math.max(left[i], leastShare));
          mixing[i * (width + 1)] = factor;
          lengths[i] *= factor;
        }
      }
      const coefficients = new Float64Array(sums.length);
      coefficients.set(mixing, inner.length);
      for (let at = 0; at < inner.length; at += square) addProduct(coefficients, inner, mixing, at);
      await this.combine([...others, own], coefficients, this.spare);
      [own, this.spare] = [this.spare, own];
      if (slope < nearly && least > independent) return own;
    }
    throw new Error("The vectors of a subspace could not be made orthogonal.");
  }

  private tell(panels: readonly Panel[]): void {
    this.machine.i32(this.table, panels.length).set(panels);
  }
}

/** Largest distance of an entry from the identity's. */
function skewOf(gram: Float64Array): number {
  let most = 0;
  for (let i = 0; i < square; i++) most = Math.max(most, Math.abs(gram[i] - (i % (width + 1) === 0 ? 1 : 0)));
  return most;
}

/** Inner products of what is left of vectors when others, with which they have the products `inner`, are taken out. */
function takeOut(gram: Float64Array, inner: Float64Array): void {
  for (let at = 0; at < inner.length; at += width)
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) gram[i * width + j] -= inner[at + i] * inner[at + j];
}

/** coefficients −= inner · mixing, of the square at `at`. */
function addProduct(coefficients: Float64Array, inner: Float64Array, mixing: Float64Array, at: number): void {
  for (let i = 0; i < width; i++)
    for (let k = 0; k < width; k++)
      for (let j = 0; j < width; j++)
        coefficients[at + i * width + j] -= inner[at + i * width + k] * mixing[k * width + j];
}

/**
 * The mixing that makes vectors with these inner products orthonormal, by the eigenvectors of the products of the unit
 * vectors (A. Stathopoulos, K. Wu, 2002); dependent ones become 0. @returns the least eigenvalue
 */
function mixIndependent(gram: Float64Array, mixing: Float64Array): number {
  const scales = Array.from({ length: width }, (_, i) => 1 / Math.sqrt(gram[i * (width + 1)]));
  const scaled = gram.map((product, at) => product * scales[Math.floor(at / width)] * scales[at % width]);
  const { values, vectors } = smallEigenpairs(scaled, width);
  for (let j = 0; j < width; j++) {
    const factor = values[j] < leastShare ? 0 : 1 / Math.sqrt(values[j]);
    for (let i = 0; i < width; i++) mixing[i * width + j] = scales[i] * vectors[j * width + i] * factor;
  }
  return values[0];
}
