// Byte sources for tests: from texts or bytes in memory, cut into pieces of any size.

import type { ByteSource, CodedColumn, Column, Dataset, NumericColumn } from "../../../engine/data/dataset";
import { readDataset } from "../../../engine/data/formats";
import { InputError } from "../../../engine/errors";

export function bytesSource(bytes: Uint8Array, name: string, piece = Number.POSITIVE_INFINITY): ByteSource {
  return {
    name,
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + Math.min(length, piece)),
  };
}

export function textSource(text: string, name: string, piece?: number): ByteSource {
  return bytesSource(new TextEncoder().encode(text), name, piece);
}

export const read = (text: string, name = "table.csv") => readDataset(textSource(text, name));

export function column(dataset: Dataset, name: string): Column {
  const found = dataset.columns.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no column ${name} among ${dataset.columns.map((c) => c.name).join(", ")}`);
  return found;
}

export function numbers(dataset: Dataset, name: string): number[] {
  const found = column(dataset, name);
  if (found.storage !== "numeric") throw new Error(`${name} is not numeric but ${found.type}`);
  return [...(found as NumericColumn).values];
}

/** Null where a cell is missing. */
export function words(dataset: Dataset, name: string): (string | null)[] {
  const found = column(dataset, name);
  if (found.storage !== "coded") throw new Error(`${name} is not coded but ${found.type}`);
  return [...(found as CodedColumn).codes].map((code) => (code < 0 ? null : found.categories[code]));
}

export const names = (dataset: Dataset) => dataset.columns.map((c) => c.name);
export const types = (dataset: Dataset) => dataset.columns.map((c) => c.type);
export const said = (dataset: Dataset) => dataset.assumptions.map((assumption) => assumption.text).join("\n");
export const problem = (dataset: Dataset, code: string) => dataset.problems.filter((p) => p.code === code);

/** For assert.rejects: an InputError whose message matches, at a line. */
export function inputError(message: RegExp, line?: number): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof InputError)) throw error;
    if (!message.test(error.message)) throw new Error(`message: ${error.message}`);
    if (error.place.line !== line) throw new Error(`line ${error.place.line} instead of ${line}: ${error.message}`);
    return true;
  };
}
