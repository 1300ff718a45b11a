// Matrices as text: rows of numbers on lines or between semicolons, or JSON.

import type { Step } from "../convolution/pipeline";
import { InputError } from "../errors";

/** `1`, `-0.5` or `1/9`. */
function numberOf(text: string): number | undefined {
  const [above, below, ...more] = text.split("/").map((part) => (part === "" ? Number.NaN : Number(part)));
  const value = below === undefined ? above : above / below;
  return more.length === 0 && Number.isFinite(value) ? value : undefined;
}

/**
 * Rows of numbers: rows between semicolons or on lines, numbers between spaces or commas; lines that begin with # are
 * comments. `fault` makes the error of a sentence and the line that it is about.
 */
export function parseMatrix(text: string, fault: (message: string, line?: number) => InputError): number[][] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const rows = lines.flatMap((line, index) => {
    if (line.trim() === "" || line.trim().startsWith("#")) return [];
    return line
      .split(";")
      .filter((row) => row.trim() !== "")
      .map((row) => rowOf(row, (message) => fault(message, index + 1)));
  });
  if (rows.length === 0) throw fault('there are no numbers; write rows as "1 2 1; 2 4 2; 1 2 1".');
  return rows;
}

function rowOf(row: string, fault: (message: string) => InputError): number[] {
  const words = row.trim().split(/\s*,\s*|\s+/);
  return words.map((word) => {
    const value = numberOf(word);
    if (value === undefined) throw fault(`"${word}" is no number.`);
    return value;
  });
}

/** The step that a file of numbers means: text, or JSON with rows or with `matrix`, `divisor` and `offset`. */
export function readMatrixFile(text: string, file: string): Step {
  // What text is not must not reach a terminal.
  if (/[\0\uFFFD]/.test(text)) {
    throw new InputError("This is neither an experiment nor a matrix, but a file of bytes.", { file });
  }
  if (!/^\s*[[{]/.test(text)) {
    return {
      matrix: parseMatrix(text, (message, line) => {
        return new InputError(`This is neither an experiment nor a matrix: ${message}`, { file, line });
      }),
    };
  }
  const wrong = new InputError('The JSON must be rows of numbers, or { "matrix": rows, "divisor": …, "offset": … }.', {
    file,
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong;
  }
  const { matrix, divisor, offset } = (Array.isArray(value) ? { matrix: value } : value) as Step;
  const isNumber = (one: unknown) => typeof one === "number";
  const isRows = Array.isArray(matrix) && matrix.every((row) => Array.isArray(row) && row.every(isNumber));
  if (!isRows || [divisor, offset].some((one) => one !== undefined && !isNumber(one))) throw wrong;
  return { matrix, ...(divisor === undefined ? {} : { divisor }), ...(offset === undefined ? {} : { offset }) };
}
