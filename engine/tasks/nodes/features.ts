// What a network knows of each node: its columns, the bag of features of its file, its degree, or only which one it is.

import type { Assumption, Dataset } from "../../data/dataset";
import { type Encoder, encodeFeatures, featureNames, fitFeatureEncodings, fitTargetEncoding } from "../../data/encode";
import type { Network, SparseFeatures } from "../../data/graph/network";
import { FieldError } from "../../experiment/field-error";
import type { NodeInputs } from "../../neural/graph/inputs";
import { countOf } from "../../words";
import type { NodesExperiment } from "./spec";
import type { NodeKind } from "./split";

/** What a run stores beside its weights, so that `predict` builds the same inputs from another graph. */
export interface NodeEncoder extends Encoder {
  inputs:
    | { kind: "columns"; normalizeRows: boolean }
    | { kind: "given"; columns: number; normalizeRows: boolean }
    /** ln(1 + degree), less `mean`, by `scale`. */
    | { kind: "degree"; mean: number; scale: number }
    | { kind: "identity"; nodes: number };
}

export interface FittedNodes {
  encoder: NodeEncoder;
  assumptions: Assumption[];
}

/** What the features of nodes are fitted on. */
interface FeatureSource {
  network: Pick<Network, "nodes" | "features">;
  table: Dataset;
  /** The nodes that count. */
  train: Uint32Array;
  degrees: Uint32Array;
}

/**
 * Fits what the experiment says of features and target on the nodes that train.
 * @throws FieldError where the file has no such features
 */
export function fitNodeEncoder(
  { data }: NodesExperiment,
  { kind, ...source }: FeatureSource & { kind: NodeKind },
): FittedNodes {
  const { table, train } = source;
  const assumptions: Assumption[] = [];
  const columns = Array.isArray(data.features) ? data.features : [];
  const target = fitTargetEncoding(table, train, { task: kind, target: data.target!, features: columns });
  const missing = table.columns.find(({ name }) => name === data.target)!.missing;
  if (missing > 0) {
    const stay = missing === 1 ? "stays in the graph, but takes" : "stay in the graph, but take";
    assumptions.push({ text: `${countOf(missing, "node")} without a value of “${data.target}” ${stay} no part.` });
  }
  return { encoder: { ...fitNodeFeatures(data, source, assumptions), target }, assumptions };
}

/** The part of `fitNodeEncoder` that knows no target; `assumptions` are added to. */
export function fitNodeFeatures(
  { features, normalizeRows = true }: Pick<NodesExperiment["data"], "features" | "normalizeRows">,
  { network, table, train, degrees }: FeatureSource,
  assumptions: Assumption[],
): Omit<NodeEncoder, "target"> {
  const base = { version: 1, features: [] as Encoder["features"] } as const;
  if (Array.isArray(features)) {
    const encoded = fitFeatureEncodings(table, train, { features, standardizeFeatures: !normalizeRows }, assumptions);
    return { ...base, features: encoded, inputs: { kind: "columns", normalizeRows } };
  }
  if (features === "identity") return { ...base, inputs: { kind: "identity", nodes: network.nodes } };
  if (features === "degree") {
    const logs = Array.from(train, (node) => Math.log1p(degrees[node]));
    const mean = logs.reduce((sum, log) => sum + log / logs.length, 0);
    const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2 / logs.length, 0);
    return { ...base, inputs: { kind: "degree", mean, scale: Math.sqrt(variance) || 1 } };
  }
  if (!network.features) {
    const message =
      'The nodes have no features of their own: name columns as data.features, or take "degree" or "identity".';
    throw new FieldError(["data", "features"], message, { file: table.name });
  }
  const empty = emptyRows(network.features, network.nodes);
  if (empty > 0)
    assumptions.push({ text: `${countOf(empty, "node")} ${empty === 1 ? "has" : "have"} no features at all.` });
  return { ...base, inputs: { kind: "given", columns: network.features.columns, normalizeRows } };
}

/**
 * The features of all nodes of a graph, as an encoder says.
 * @throws InputError where the graph has not what the encoder was fitted on
 */
export function encodeNodes(
  encoder: NodeEncoder,
  { network, table, degrees }: Omit<FeatureSource, "train">,
): { features: NodeInputs["features"]; unseen: number; unreadable: number } {
  const { inputs } = encoder;
  const at = { file: table.name };
  const none = { unseen: 0, unreadable: 0 };
  switch (inputs.kind) {
    case "columns": {
      const { values, features: width, unseen, unreadable } = encodeFeatures(encoder, table);
      if (inputs.normalizeRows) normalizeDense(values, width);
      return { features: { columns: width, values }, unseen, unreadable };
    }
    case "degree": {
      const values = Float32Array.from(degrees, (degree) => (Math.log1p(degree) - inputs.mean) / inputs.scale);
      return { features: { columns: 1, values }, ...none };
    }
    case "identity": {
      const { nodes } = network;
      if (nodes !== inputs.nodes) {
        const message = `The network knows its ${countOf(inputs.nodes, "node")} one by one, and this graph has ${nodes}: train with other data.features.`;
        throw new FieldError(["data", "features"], message, at);
      }
      const rowPointers = Uint32Array.from({ length: nodes + 1 }, (_, node) => node);
      return { features: { columns: nodes, rowPointers, columnIndices: rowPointers.slice(0, nodes) }, ...none };
    }
    case "given": {
      const given = network.features;
      if (given?.columns !== inputs.columns) {
        const found = given ? `has ${given.columns}` : "has none";
        const message = `The network was trained on ${countOf(inputs.columns, "feature")} of each node, and this graph ${found}.`;
        throw new FieldError(["data", "features"], message, at);
      }
      return { features: inputs.normalizeRows ? normalizedRows(given, network.nodes) : given, ...none };
    }
  }
}

/** Name and encoding of what a network sees of a node, for the first event of a run. */
export function nodeFeatureNames({ inputs, ...encoder }: NodeEncoder): { name: string; encoding: string }[] {
  switch (inputs.kind) {
    case "columns":
      return featureNames(encoder).map(({ name, encoding }) => ({ name, encoding }));
    case "degree":
      return [{ name: "degree", encoding: "standardized logarithm" }];
    case "identity":
      return [{ name: "identity", encoding: `one-hot, ${inputs.nodes} columns` }];
    case "given": {
      const encoding = inputs.normalizeRows ? "divided by the node's sum" : "as given";
      return Array.from({ length: inputs.columns }, (_, column) => ({ name: `feature ${column}`, encoding }));
    }
  }
}

function emptyRows({ rowPointers }: SparseFeatures, nodes: number): number {
  let empty = 0;
  for (let node = 0; node < nodes; node++) if (rowPointers[node] === rowPointers[node + 1]) empty++;
  return empty;
}

function normalizedRows(given: SparseFeatures, nodes: number): SparseFeatures {
  const { rowPointers, columnIndices } = given;
  const values = given.values?.slice() ?? new Float32Array(columnIndices.length).fill(1);
  for (let node = 0; node < nodes; node++) scaleToSum(values.subarray(rowPointers[node], rowPointers[node + 1]));
  return { ...given, values };
}

function normalizeDense(values: Float32Array, width: number): void {
  for (let at = 0; at < values.length; at += width) scaleToSum(values.subarray(at, at + width));
}

/** Rows whose sum is 0 stay as they are. */
function scaleToSum(row: Float32Array): void {
  let sum = 0;
  for (const value of row) sum += value;
  if (sum !== 0) for (let i = 0; i < row.length; i++) row[i] /= sum;
}
