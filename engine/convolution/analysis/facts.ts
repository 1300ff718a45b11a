// What a kernel's coefficients say of it: sum, symmetry, separability, class, and what it does to a flat area, in words.

import { InputError } from "../../errors";
import { type KernelFactors, rankAndFactors } from "./factors";
import { type KernelSymmetry, kernelSymmetry } from "./symmetry";
import { factSentences } from "./words";

/**
 * By the article's rules, on coefficients after the divisor:
 * blur: each is below 1, and they sum to 1;
 * sharpen: the centre is above 1, and those around it have the absolute sum centre − 1;
 * emboss: they sum to 0 and have a direction (the plane that they fit rises in one);
 * edge: they sum to 0 without a direction (Laplacian), or are without an offset a smoothed derivative along a row or a
 * column, separable (Sobel, Prewitt, Scharr), which the article's rule alone would call emboss too;
 * identity: a lone 1 in the centre. Everything else is other.
 */
export const kernelClasses = ["identity", "blur", "sharpen", "emboss", "edge", "other"] as const;
export type KernelClass = (typeof kernelClasses)[number];

export interface KernelFacts {
  rows: number;
  columns: number;
  /** Of the coefficients as they are written. */
  sum: number;
  divisor: number;
  /** What tools with a rule take for a divisor: the sum, or 1 where that is 0. */
  divisorByRule: number;
  /** Sum / divisor: by how much a flat area is scaled. */
  effectiveSum: number;
  /** In units of 0 to 255. */
  offset: number;
  /** The result on values of 0 to 255, before it is clamped. */
  least: number;
  most: number;
  symmetry: KernelSymmetry;
  rank: number;
  /** Two factors of a kernel of rank 1, before the divisor. */
  factors?: KernelFactors;
  /** Where values grow if the result is positive: degrees, 0 to the right, 90 downwards; of kernels that sum to 0. */
  direction?: number;
  class: KernelClass;
  /** Plain sentences, the class first. */
  sentences: string[];
}

export interface KernelFactsOptions {
  /** 1 unless said. */
  divisor?: number;
  /** Added after the division, in units of 0 to 255; 0 unless said. */
  offset?: number;
  /** The name under which it is known, such as `emboss`: a sentence says where it does not do what that promises. */
  name?: string;
}

/** Sums count as equal within this share of the absolute sum of coefficients: room for f32 weights, not for 0.111 × 9. */
export const sumTolerance = 1e-6;

/**
 * @param matrix rows of equal length, applied as written (correlation)
 * @throws InputError for a matrix without numbers, with rows of different lengths, or for a divisor of 0
 */
export function kernelFacts(
  matrix: readonly (readonly number[])[],
  { divisor = 1, offset = 0, name }: KernelFactsOptions = {},
): KernelFacts {
  checkMatrix(matrix);
  if (!Number.isFinite(divisor) || divisor === 0) {
    throw new InputError(`A sum cannot be divided by ${divisor}: give another divisor.`);
  }
  const values = matrix.flat().map((value) => value / divisor);
  const absolute = values.reduce((total, value) => total + Math.abs(value), 0);
  const settled = (sum: number, target: number) => (Math.abs(sum - target) <= sumTolerance * absolute ? target : sum);
  const effectiveSum = [0, 1].reduce(
    settled,
    values.reduce((total, value) => total + value, 0),
  );
  const sum = matrix.flat().reduce((total, value) => total + value, 0);
  const { rank, factors } = rankAndFactors(matrix);
  const part = (sign: number) => 255 * values.reduce((total, value) => total + Math.max(0, sign * value), 0);
  const direction = effectiveSum === 0 ? directionOf(matrix, divisor) : undefined;
  const facts = {
    rows: matrix.length,
    columns: matrix[0].length,
    sum,
    divisor,
    divisorByRule: effectiveSum === 0 ? 1 : sum,
    effectiveSum,
    offset,
    least: offset - part(-1),
    most: offset + part(1),
    symmetry: kernelSymmetry(matrix),
    rank,
    ...(factors ? { factors } : {}),
    ...(direction === undefined ? {} : { direction }),
  };
  const own = { ...facts, class: classOf(matrix, facts) };
  return { ...own, sentences: factSentences(own, matrix, name) };
}

function checkMatrix(matrix: readonly (readonly number[])[]): void {
  const columns = matrix[0]?.length ?? 0;
  if (columns === 0) throw new InputError("The matrix is empty: give it rows of numbers.");
  for (const [r, row] of matrix.entries()) {
    if (row.length !== columns) {
      throw new InputError(
        `Row ${r + 1} of the matrix has ${row.length} numbers, the first one ${columns}: make them equal.`,
      );
    }
    const wrong = row.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new InputError(`Row ${r + 1}, column ${wrong + 1} of the matrix is ${row[wrong]}: give a number.`);
    }
  }
}

/** Of the gradient Σ k·(x, y), which for a sum of 0 does not depend on the origin; undefined where that is 0. */
function directionOf(matrix: readonly (readonly number[])[], divisor: number): number | undefined {
  let x = 0;
  let y = 0;
  let size = 0;
  for (const [r, row] of matrix.entries()) {
    for (const [c, value] of row.entries()) {
      x += (value * c) / divisor;
      y += (value * r) / divisor;
      size += Math.abs((value / divisor) * (c + r));
    }
  }
  if (Math.hypot(x, y) <= sumTolerance * size) return undefined;
  const degrees = (value: number) => (Math.abs(value) <= sumTolerance * size ? 0 : value);
  return (Math.atan2(degrees(y), degrees(x)) * 180) / Math.PI;
}

function classOf(matrix: readonly (readonly number[])[], facts: Omit<KernelFacts, "class" | "sentences">): KernelClass {
  const { rows, columns, divisor, effectiveSum, offset, rank, direction } = facts;
  const values = matrix.flat().map((value) => value / divisor);
  if (effectiveSum === 0) {
    if (values.every((value) => value === 0)) return "other";
    const derivative = direction !== undefined && direction % 90 === 0 && rank === 1 && offset === 0;
    return direction === undefined || derivative ? "edge" : "emboss";
  }
  if (rows % 2 === 1 && columns % 2 === 1) {
    const centre = values[(values.length - 1) / 2];
    const around = values.reduce((total, value) => total + Math.abs(value), 0) - Math.abs(centre);
    if (centre === 1 && around === 0) return "identity";
    if (centre > 1 && Math.abs(around - (centre - 1)) <= sumTolerance * centre) return "sharpen";
  }
  return effectiveSum === 1 && values.every((value) => value < 1) ? "blur" : "other";
}
