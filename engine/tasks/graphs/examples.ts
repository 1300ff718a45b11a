// The graphs of one run: who trains and judges, the nodes of all of them side by side, encoded as the training ones say.

import { columnNamed } from "../../data/cells";
import type { Assumption, Dataset } from "../../data/dataset";
import { fitTargetEncoding } from "../../data/encode";
import type { GraphCollection } from "../../data/graph/network";
import { rowsWithTarget, splitRows, strataOf } from "../../data/split";
import type { GraphSummary } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";
import { components, neighbourCounts } from "../../graph/components";
import { type SimpleGraph, simpleGraph } from "../../graph/simple-graph";
import type { NodeInputs } from "../../neural/graph/inputs";
import type { NodeTargets } from "../../neural/graph/node-network";
import type { Mode } from "../../neural/scope";
import type { LossOptions } from "../../neural/step";
import { countOf } from "../../words";
import { tableTaskOf } from "../nodes/examples";
import { encodeNodes, fitNodeFeatures, type NodeEncoder } from "../nodes/features";
import type { NodeKind } from "../nodes/split";
import type { Breathe } from "../table/matrix";
import type { JudgedExamples } from "../training/training";
import { blockDiagonal, graphTable, nodePointers, nodeTableOf } from "./blocks";
import type { GraphsExperiment } from "./spec";

/** `rows` are graphs, those that train first. */
export interface GraphExamples extends JudgedExamples {
  encoder: NodeEncoder;
  /** The graphs in the order of `rows`. */
  graphs: SimpleGraph[];
  /** Training sees the nodes of its own graphs and no others. */
  inputs: Record<Mode, NodeInputs>;
  /** Where the nodes of each graph begin. */
  pointers: Record<Mode, Int32Array>;
  targets: NodeTargets;
  loss: LossOptions;
}

export interface PreparedGraphs {
  examples: GraphExamples;
  summary: GraphSummary;
  assumptions: Assumption[];
}

/** @throws FieldError where the graphs are not enough, or have no nodes */
export async function prepareGraphs(
  experiment: GraphsExperiment,
  collection: GraphCollection,
  kind: NodeKind,
  breathe: Breathe,
): Promise<PreparedGraphs> {
  const { data } = experiment;
  const table = graphTable(collection);
  const place = { file: table.name };
  const target = columnNamed(table, data.target!);
  const labelled = rowsWithTarget(target);
  const split = splitRows(labelled, strataOf(target, labelled, kind), { seed: 1, ...data.split! });
  if (split.train.length < 2) {
    const message = `${countOf(split.train.length, "graph")} of ${labelled.length} with a target would train, and two at least are needed.`;
    throw new FieldError(["data", "split"], message, place);
  }
  const rows = Uint32Array.from([...split.train, ...split.validation, ...split.test]);
  const train = split.train.length;
  const graphs: SimpleGraph[] = [];
  for (const row of rows) {
    graphs.push(simpleGraph(collection.graphs[row]));
    await breathe();
  }
  const pointers = { train: nodePointers(graphs.slice(0, train)), evaluate: nodePointers(graphs) };
  const trainNodes = pointers.train[train];
  if (trainNodes === 0) throw new FieldError(["data", "file"], "The graphs that train have no nodes.", place);
  const assumptions: Assumption[] = assumptionsOf(collection, graphs, table, target.missing, data.target!);

  const files = Array.from(rows, (row) => collection.graphs[row]);
  const nodes = await nodeTableOf(files, collection, breathe);
  const adjacency = blockDiagonal(graphs);
  const degrees = neighbourCounts(adjacency);
  const network = { nodes: nodes.rows };
  const source = { network, table: nodes, degrees };
  const seen = Uint32Array.from({ length: trainNodes }, (_, node) => node);
  const about = { features: data.features, normalizeRows: false };
  const fitted = fitNodeFeatures(about, { ...source, train: seen }, assumptions);
  const features = Array.isArray(data.features) ? data.features : [];
  const encoding = { task: kind, target: data.target!, features: [] };
  const encoder: NodeEncoder = { ...fitted, target: fitTargetEncoding(table, split.train, encoding) };
  const { columns, values } = encodeNodes(encoder, source).features as { columns: number; values: Float32Array };
  if (features.length > 0) await breathe();
  const own = { columns, values: values.subarray(0, trainNodes * columns) };

  const like = tableTaskOf(experiment, kind);
  const { truth, targets, outputs } = like.task.encode(like.experiment, encoder, table, rows);
  let next = 0;
  const range = (length: number) => Uint32Array.from({ length }, () => next++);
  const parts = { train: range(train), validation: range(split.validation.length), test: range(split.test.length) };
  const { graphLines } = collection;
  const judged: JudgedExamples = {
    rows,
    lines: graphLines && rows.map((row) => graphLines[row]),
    encoder,
    truth,
    outputs,
    parts,
  };
  let isolated = 0;
  for (const degree of degrees) if (degree === 0) isolated++;
  const edges = graphs.reduce((sum, graph) => sum + graph.edges, 0);
  const whole = { ...graphs[0], nodes: nodes.rows, edges, adjacency };
  return {
    examples: {
      ...judged,
      encoder,
      graphs,
      inputs: {
        train: { nodes: trainNodes, features: own, adjacency: blockDiagonal(graphs.slice(0, train)) },
        evaluate: { nodes: nodes.rows, features: { columns, values }, adjacency },
      },
      pointers,
      targets: { kind: like.task.targets, outputs, values: targets },
      loss: like.task.loss(like.experiment, judged),
    },
    summary: {
      graphs: graphs.length,
      nodes: nodes.rows,
      edges,
      components: components(whole).count,
      isolated,
      directed: false,
      weighted: graphs.some(({ weighted }) => weighted),
    },
    assumptions,
  };
}

function assumptionsOf(
  { graphs: files }: GraphCollection,
  graphs: readonly SimpleGraph[],
  { rows }: Dataset,
  missing: number,
  target: string,
): Assumption[] {
  const said: Assumption[] = [];
  if (missing > 0)
    said.push({ text: `${missing} of ${countOf(rows, "graph")} have no value of “${target}” and take no part.` });
  const directed = files.filter((file) => file.directed).length;
  if (directed > 0)
    said.push({
      text: `Directions of edges are not used: an edge either way joins two nodes, in ${countOf(directed, "graph")}.`,
    });
  const changed = graphs.filter(({ assumptions }) => assumptions.length > 0).length;
  if (changed > 0)
    said.push({ text: `Loops are dropped and repeated edges merged; so it is in ${countOf(changed, "graph")}.` });
  const described = files.filter(({ edgeColumns }) => edgeColumns.length > 0).length;
  if (described > 0) said.push({ text: "What the files say of edges, but for their weights, is not used." });
  return said;
}
