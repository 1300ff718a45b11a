// Kernels by name as people write them (`gauss:3`, `median5`, `motion:9,45`), and the matrix that a step means.

import { InputError } from "../errors";
import { suggestion } from "../words";
import { type KernelEntry, type KernelParameter, kernelTable, type MatrixKernel } from "./kernel-table";
import { type Matrix, sumOf } from "./matrices";
import type { Step } from "./pipeline";
import { StepError } from "./step-error";

/** Rows and columns of a matrix at most. */
export const matrixLimit = 31;

const names = kernelTable.flatMap(({ name, aliases }) => [name, ...aliases]);

const entryOf = (word: string): KernelEntry | undefined =>
  kernelTable.find(({ name, aliases }) => name === word || aliases.includes(word));

/**
 * A named kernel with its parameters after a colon, those that are left out at their defaults; a single parameter may
 * follow the name directly (`median5`). Throws InputError with what was probably meant.
 */
export function parseKernel(text: string): { entry: KernelEntry; values: number[] } {
  const written = text.trim();
  const colon = written.indexOf(":");
  const word = (colon < 0 ? written : written.slice(0, colon)).trim().toLowerCase();
  let list = colon < 0 ? "" : written.slice(colon + 1);
  let entry = entryOf(word);
  if (!entry && colon < 0) {
    const digits = /^(.*?[^\d.])([\d.]+)$/.exec(word);
    const shorter = digits ? entryOf(digits[1]) : undefined;
    if (digits && shorter?.parameters.length) [entry, list] = [shorter, digits[2]];
  }
  if (!entry) throw new InputError(`There is no kernel "${word}"${suggestion(word, names)}`);
  const parts = list.trim() === "" ? [] : list.split(",").map((part) => part.trim());
  const { name, parameters } = entry;
  if (parts.length > parameters.length) {
    const takes = parameters.length === 0 ? "no parameters" : parameters.map((parameter) => parameter.name).join(", ");
    throw new InputError(`The kernel "${name}" takes ${takes}; "${list.trim()}" is more than that.`);
  }
  const values = parameters.map((parameter, i) =>
    parts[i] === undefined ? parameter.default : parameterValue(parts[i], parameter, name),
  );
  return { entry, values };
}

function parameterValue(part: string, { name, least, most, whole }: KernelParameter, kernel: string): number {
  const value = part === "" ? Number.NaN : Number(part);
  const fits = !whole || (Number.isInteger(value) && (whole === "any" || value % 2 === 1));
  if (!(value >= least && value <= most) || !fits) {
    const kind = whole === "odd" ? "an odd whole number" : whole === "any" ? "a whole number" : "a number";
    throw new InputError(`${name} of the kernel "${kernel}" must be ${kind} from ${least} to ${most}, not "${part}".`);
  }
  return value;
}

/** The text that `parseKernel` reads as this kernel with these values. */
export function formatKernel(entry: KernelEntry, values: readonly number[]): string {
  if (entry.parameters.length === 0) return entry.name;
  return entry.name === "median" ? `${entry.name}${values[0]}` : `${entry.name}:${values.join(",")}`;
}

/** What a step asks for once it has been read: a named kernel or a matrix, each of them checked. */
export interface ReadStep {
  index: number;
  step: Step;
  named?: { entry: KernelEntry; values: number[] };
  /** Of a matrix or a kernel that has one, before divisor and offset of the step. */
  linear?: { matrix: Matrix; divisor?: number; offset?: number };
}

/** Reads a step of a chain. Throws StepError: what is wrong, in which field. */
export function readStep(step: Step, index = 0): ReadStep {
  if ((step.kernel === undefined) === (step.matrix === undefined)) {
    const what = step.kernel === undefined ? "neither a kernel nor a matrix" : "both a kernel and a matrix";
    throw new StepError(`it has ${what}; give one of them.`, "kernel", index);
  }
  if (step.divisor === 0) throw new StepError("the divisor is 0; the sum cannot be divided by it.", "divisor", index);
  for (const field of ["divisor", "offset"] as const) {
    const value = step[field];
    if (value !== undefined && !Number.isFinite(value))
      throw new StepError(`the ${field} must be a number, not ${value}.`, field, index);
  }
  // Weights and their share of the sum must be singles that are neither 0 nor infinite.
  if (step.divisor !== undefined && !isSingle(1 / step.divisor))
    throw new StepError(`the divisor is ${step.divisor}; its size must be from 1e-30 to 1e30.`, "divisor", index);
  if (step.matrix !== undefined) return { index, step, linear: { matrix: checkedMatrix(step.matrix, index) } };
  const named = readName(step.kernel!, index);
  const linear = named.entry.matrix?.(named.values);
  if (!linear) {
    for (const field of ["divisor", "offset"] as const)
      if (step[field] !== undefined)
        throw new StepError(`the kernel "${named.entry.name}" has no ${field}, as it is no matrix.`, field, index);
  }
  return { index, step, named, linear };
}

const isSingle = (value: number): boolean => Math.abs(value) >= 1e-30 && Math.abs(value) <= 1e30;

function readName(text: string, index: number) {
  try {
    return parseKernel(text);
  } catch (error) {
    if (error instanceof InputError) throw new StepError(error.message, "kernel", index);
    throw error;
  }
}

function checkedMatrix(matrix: Matrix, index: number): Matrix {
  const fault = (message: string) => new StepError(message, "matrix", index);
  const [rows, columns] = [matrix.length, matrix[0]?.length ?? 0];
  if (rows === 0 || columns === 0) throw fault("the matrix is empty; give it rows of numbers.");
  const uneven = matrix.findIndex((row) => row.length !== columns);
  if (uneven >= 0)
    throw fault(
      `row ${uneven + 1} of the matrix has ${matrix[uneven].length} numbers, where the first has ${columns}.`,
    );
  if (rows > matrixLimit || columns > matrixLimit)
    throw fault(`the matrix has ${rows} × ${columns} numbers; ${matrixLimit} × ${matrixLimit} is the most.`);
  for (const [r, row] of matrix.entries())
    for (const [c, value] of row.entries())
      if (!Number.isFinite(value))
        throw fault(`row ${r + 1}, column ${c + 1} of the matrix is ${value}, not a number.`);
      else if (value !== 0 && !isSingle(value))
        throw fault(
          `row ${r + 1}, column ${c + 1} of the matrix is ${value}; sizes from 1e-30 to 1e30 can be computed with.`,
        );
  return matrix;
}

/**
 * The matrix that a step means, with its divisor (the rule of the own semantics, 1, unless said) and its offset in values
 * of 0 to 255; undefined for medians, bilateral filters and chains of kernels. Throws StepError.
 */
export function matrixOf(step: Step): MatrixKernel | undefined {
  const { linear } = readStep(step);
  if (!linear) return undefined;
  return {
    matrix: linear.matrix,
    divisor: step.divisor ?? linear.divisor ?? 1,
    offset: step.offset ?? linear.offset ?? 0,
  };
}

/** Whether the weights of a matrix sum to 0, up to the rounding of the sum. */
export function sumsToZero(matrix: Matrix): boolean {
  const size = sumOf(matrix.map((row) => row.map(Math.abs)));
  return Math.abs(sumOf(matrix)) <= 1e-9 * size;
}

export type { KernelEntry, KernelParameter, MatrixKernel };
export { kernelTable };
