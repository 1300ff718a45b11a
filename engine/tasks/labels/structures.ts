// How labels occur together in the training rows of one training, as graph, hypergraph, vectors and order of a chain.

import { Random } from "../../core/random";
import type { LabelSets } from "../../data/labels/label-sets";
import { InputError } from "../../errors";
import { FieldError } from "../../experiment/field-error";
import type { Tensor } from "../../export/safetensors";
import type { CsrMatrix } from "../../graph/csr";
import { countLabels, type LabelCounts, type LabelGraph, labelGraph } from "../../graph/label-graph";
import { type LabelHypergraph, labelHypergraph } from "../../graph/label-hyperedges";
import type { HeadOptions } from "../../neural/labels/head";
import { cooccurrenceVectors, oneHotVectors } from "../../neural/labels/vectors";
import { streamOf } from "../../neural/streams";
import type { LabelsData } from "./examples";
import type { HeadName, LabelsExperiment } from "./spec";

export interface LabelStructures {
  counts: LabelCounts;
  graph: LabelGraph;
  /** Why there is none, where there is none. */
  hypergraph: LabelHypergraph | string;
  vectors: HeadOptions["vectors"];
}

/**
 * From the rows that train alone.
 * @throws FieldError where the configured head needs a hypergraph and there is none
 */
export function labelStructures(
  { model = { layers: [] } }: LabelsExperiment,
  { sets, vectors }: Pick<LabelsData, "sets" | "vectors">,
  rows: Uint32Array,
): LabelStructures {
  const { threshold = 0.4, reweight = 0.2, hyperedges = "labelSets", support = 0, head } = model;
  const counts = countLabels(sets, rows);
  return {
    counts,
    graph: labelGraph(counts, { threshold, reweight }),
    hypergraph: hypergraphOf(sets, rows, counts, { hyperedges, support, threshold }, head === "hypergraph"),
    vectors: vectorsOf(model.vectors, counts, vectors),
  };
}

function hypergraphOf(
  sets: LabelSets,
  rows: Uint32Array,
  counts: LabelCounts,
  options: Parameters<typeof labelHypergraph>[3],
  needed: boolean,
): LabelHypergraph | string {
  try {
    return labelHypergraph(sets, rows, counts, options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (needed) throw new FieldError(["model", "support"], error.message);
    return error.message;
  }
}

function vectorsOf(
  kind: NonNullable<LabelsExperiment["model"]>["vectors"],
  counts: LabelCounts,
  given: LabelsData["vectors"],
): HeadOptions["vectors"] {
  if (kind === "file") {
    if (given) return { size: given.size, values: given.values };
    throw new FieldError(["model", "vectors"], 'model.vectors is "file", and data.vectors names none: name one there.');
  }
  return kind === "cooccurrence" ? cooccurrenceVectors(counts) : oneHotVectors(counts.counts.length);
}

/** What a head is made of; `seed` draws the order of a chain where it is drawn. */
export function headOptions(
  head: HeadName,
  { model = { layers: [] } }: LabelsExperiment,
  { counts, graph, hypergraph, vectors }: LabelStructures,
  seed: number,
): HeadOptions {
  if (head === "hypergraph" && typeof hypergraph === "string") throw new FieldError(["model", "support"], hypergraph);
  const matrix = head === "graph" ? graph.propagation : typeof hypergraph === "string" ? undefined : hypergraph.factor;
  return {
    head,
    labels: counts.counts.length,
    bias: model.bias ?? true,
    labelLayers: model.labelLayers ?? [],
    vectors,
    ...(head === "graph" || head === "hypergraph" ? { matrix } : {}),
    order: chainOrder(model.order, counts.counts, seed),
  };
}

function chainOrder(order: "data" | "frequency" | "random" = "data", counts: Float64Array, seed: number): Int32Array {
  const labels = Int32Array.from(counts.keys());
  if (order === "frequency") return labels.sort((a, b) => counts[b] - counts[a] || a - b);
  return order === "random" ? new Random(seed, streamOf("order of the chain")).shuffle(labels) : labels;
}

/** What of it a finished network is built from again, as tensors beside its weights. */
export function constantsOf({ head, vectors, matrix, order }: HeadOptions): Map<string, Tensor> {
  if (head === "independent") return new Map();
  if (head === "chain") return new Map([[`${prefix}order`, { shape: [order.length], values: order }]]);
  const described: [string, Tensor][] =
    "rowPointers" in vectors
      ? tensorsOf("vectors", vectors)
      : [[`${prefix}vectors`, { shape: [vectors.values.length / vectors.size, vectors.size], values: vectors.values }]];
  return new Map([...described, ...(matrix ? tensorsOf("matrix", matrix) : [])]);
}

/** Before the names of constants, which no weight begins with. */
const prefix = "constants/";

/** The other way round. */
export function optionsFrom(
  tensors: ReadonlyMap<string, Tensor>,
  { head, labels, model }: { head: HeadName; labels: number; model: NonNullable<LabelsExperiment["model"]> },
): HeadOptions {
  const dense = tensors.get(`${prefix}vectors`);
  const order = tensors.get(`${prefix}order`)?.values as Int32Array | undefined;
  return {
    head,
    labels,
    bias: model.bias ?? true,
    labelLayers: model.labelLayers ?? [],
    vectors: dense
      ? { size: dense.shape[1], values: dense.values as Float32Array }
      : (matrixFrom(tensors, "vectors") ?? oneHotVectors(labels)),
    matrix: matrixFrom(tensors, "matrix"),
    order: order ?? Int32Array.from({ length: labels }, (_, label) => label),
  };
}

function tensorsOf(name: string, { columns, rowPointers, columnIndices, values }: CsrMatrix): [string, Tensor][] {
  return [
    [`${prefix}${name}/columns`, { shape: [1], values: Int32Array.of(columns) }],
    [`${prefix}${name}/rowPointers`, { shape: [rowPointers.length], values: rowPointers }],
    [`${prefix}${name}/columnIndices`, { shape: [columnIndices.length], values: columnIndices }],
    [`${prefix}${name}/values`, { shape: [values.length], values }],
  ];
}

function matrixFrom(tensors: ReadonlyMap<string, Tensor>, name: string): CsrMatrix | undefined {
  const part = <T>(key: string) => tensors.get(`${prefix}${name}/${key}`)?.values as T | undefined;
  const rowPointers = part<Int32Array>("rowPointers");
  if (!rowPointers) return undefined;
  return {
    rows: rowPointers.length - 1,
    columns: part<Int32Array>("columns")![0],
    rowPointers,
    columnIndices: part<Int32Array>("columnIndices")!,
    values: part<Float64Array>("values")!,
  };
}
