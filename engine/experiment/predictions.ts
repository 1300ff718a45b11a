// A member's table of predictions in its folder: binary columns, so that a page of millions of rows is cheap.

import type { TargetEncoding } from "../data/encode";
import { readSafetensors, type Tensor, writeSafetensors } from "../export/safetensors";
import type { JudgedExamples } from "../tasks/training/training";
import type { Split } from "./events";

export interface PredictionTable {
  /** Row of the data set (counted from 0) and line of the file (counted from 1) of each entry. */
  rows: Uint32Array;
  lines?: Uint32Array;
  /** Index into `splitNames`. */
  splits: Uint8Array;
  /** Class index, or value. */
  truth: Int32Array | Float64Array;
  /** Row-major: probabilities of the classes, or one value. */
  predictions: Float32Array;
  outputs: number;
  target: TargetEncoding;
  /** What the training says of itself, plain JSON. */
  outcome: unknown;
}

export const splitNames: readonly Split[] = ["train", "validation", "test"];

export function writePredictions(
  { rows, lines, truth, outputs, parts, encoder }: JudgedExamples,
  predictions: Float32Array,
  outcome: unknown,
): Uint8Array {
  const splits = new Uint8Array(rows.length);
  splitNames.forEach((name, code) => {
    for (const example of parts[name]) splits[example] = code;
  });
  const tensors = new Map<string, Tensor>([
    ["rows", { shape: [rows.length], values: rows }],
    ["splits", { shape: [rows.length], values: splits }],
    ["truth", { shape: [rows.length], values: truth }],
    ["predictions", { shape: [rows.length, outputs], values: predictions }],
  ]);
  if (lines) tensors.set("lines", { shape: [rows.length], values: lines });
  return writeSafetensors({
    tensors,
    metadata: { target: JSON.stringify(encoder.target), outcome: JSON.stringify(outcome) },
  });
}

export function readPredictions(bytes: Uint8Array, name?: string): PredictionTable {
  const { tensors, metadata } = readSafetensors(bytes, name);
  const values = <T>(key: string) => tensors.get(key)?.values as T;
  return {
    rows: values("rows"),
    lines: values("lines"),
    splits: values("splits"),
    truth: values("truth"),
    predictions: values("predictions"),
    outputs: tensors.get("predictions")!.shape[1],
    target: JSON.parse(metadata.target),
    outcome: JSON.parse(metadata.outcome),
  };
}
