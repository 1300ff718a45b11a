// The column and the row whose product a separable kernel is, as small whole numbers where there are such.

import { factorsOf } from "../wasm/rank";
import { singularValues } from "./singular";

/** Singular values below this share of the largest count as 0: kernels are often written, or stored as f32, to seven digits. */
export const rankTolerance = 1e-6;

/** matrix[r][c] = scale · column[r] · row[c] */
export interface KernelFactors {
  column: number[];
  row: number[];
  scale: number;
}

/** Larger quotients of coefficients are not taken for whole numbers. */
const wholeLimit = 10_000;

/**
 * Rank (singular values above `rankTolerance` of the largest), and for rank 1 its two factors. Factors are whole numbers
 * without a common divisor in the row where the coefficients, or their quotients by the smallest, are whole; otherwise
 * each sums to 1, or has 1 for its largest size where it sums to 0.
 */
export function rankAndFactors(matrix: readonly (readonly number[])[]): { rank: number; factors?: KernelFactors } {
  const { values, column, row } = singularValues(matrix);
  const rank = values.filter((value) => value > rankTolerance * values[0]).length;
  if (rank !== 1) return { rank };
  const factors = wholeFactors(matrix) ?? scaledFactors(column, row, values[0]);
  return { rank, factors: upright(factors) };
}

function wholeFactors(matrix: readonly (readonly number[])[]): KernelFactors | undefined {
  const sizes = matrix.flat().map(Math.abs);
  const largest = Math.max(...sizes);
  const unit = sizes.every(Number.isInteger) ? 1 : Math.min(...sizes.filter((size) => size > rankTolerance * largest));
  const whole = matrix.flat().map((value) => value / unit);
  if (whole.some((value) => Math.abs(value) > wholeLimit || !nearWhole(value))) return undefined;
  const factors = factorsOf(Float32Array.from(whole, Math.round), matrix.length, matrix[0].length);
  return factors && { ...factors, scale: unit };
}

function scaledFactors(column: readonly number[], row: readonly number[], size: number): KernelFactors {
  const unitOf = (vector: readonly number[]) => {
    const sum = vector.reduce((total, value) => total + value, 0);
    return Math.abs(sum) > rankTolerance ? sum : Math.max(...vector.map(Math.abs));
  };
  const columnUnit = unitOf(column);
  const rowUnit = unitOf(row);
  return {
    column: column.map((value) => value / columnUnit),
    row: row.map((value) => value / rowUnit),
    scale: size * columnUnit * rowUnit,
  };
}

/** Signs so that the smoothing factor is positive: of 1 2 1 and −1 0 1 it is the derivative that has the minus. */
function upright({ column, row, scale }: KernelFactors): KernelFactors {
  const sum = (vector: readonly number[]) => vector.reduce((total, value) => total + value, 0);
  const leading = Math.abs(sum(row)) > rankTolerance ? sum(row) : sum(column);
  const sign = leading < 0 ? -1 : 1;
  // Of −0 no minus stays.
  const signed = (vector: readonly number[]) => vector.map((value) => sign * value || 0);
  return { column: signed(column), row: signed(row), scale };
}

const nearWhole = (value: number): boolean =>
  Math.abs(value - Math.round(value)) <= rankTolerance * Math.max(1, Math.abs(value));
