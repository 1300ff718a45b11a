// What a graph layer takes: features of nodes, sparse as they came or dense, and how weights and dropout meet them.

import type { Node } from "../../core/graph";
import { matmul } from "../../ops/matmul";
import { type SparseMatrix, sparseMatrix, withValues } from "../../ops/sparse";
import { sparseMatmul } from "../../ops/sparseMatmul";
import { initialValues } from "../initializers";
import { dropout } from "../layers/dropout";
import { modelVariable, type Scope } from "../scope";
import { isSparse, type NodeInputs } from "./inputs";

/** A row for each node: f32 [nodes, columns], or a sparse matrix of that size. */
export type Signal = Node | SparseMatrix;

/** The features as resident data, `features` or `features/values` and so on. */
export function featureSignal({ graph, data }: Scope, { nodes, features }: NodeInputs): Signal {
  const { columns } = features;
  const name = `${data}features`;
  if (!isSparse(features)) return modelVariable(graph, "data", name, [nodes, columns], () => features.values);
  const { rowPointers, columnIndices } = features;
  const values = features.values ?? new Float32Array(columnIndices.length).fill(1);
  return sparseMatrix(graph, name, { rows: nodes, columns, rowPointers, columnIndices, values });
}

const isMatrix = (x: Signal): x is SparseMatrix => "rowPointers" in x;

export const columnsOf = (x: Signal): number => (isMatrix(x) ? x.columns : x.type.shape[1]);

/** Dropout, on the entries that are stored where the signal is sparse: zeros stay zeros either way. */
export function dropped(scope: Scope, x: Signal, name: string, share: number): Signal {
  return isMatrix(x) ? withValues(x, dropout(scope, x.values, name, share)) : dropout(scope, x, name, share);
}

/** x·W, [nodes, columns] × [columns, units]. */
export const times = (x: Signal, weight: Node): Node => (isMatrix(x) ? sparseMatmul(x, weight) : matmul(x, weight));

/** A weight [inputs, units] by Glorot and Bengio, which penalties count. */
export function weightOf(scope: Scope, name: string, inputs: number, units: number): Node {
  const values = () =>
    initialValues("glorotUniform", { seed: scope.seed, name, length: inputs * units, inputs, outputs: units });
  return scope.parameter(name, [inputs, units], values, { weight: true });
}

/** x·W with the weight `name`. */
export const linear = (scope: Scope, x: Signal, name: string, units: number): Node =>
  times(x, weightOf(scope, name, columnsOf(x), units));

/** A bias [units] that begins at 0. */
export const biasOf = (scope: Scope, name: string, units: number): Node =>
  scope.parameter(name, [units], () => new Float32Array(units));
