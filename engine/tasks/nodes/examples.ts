// The nodes of one training: who takes part, encoded features and targets, judged as rows of a table are.

import type { Assumption } from "../../data/dataset";
import type { Partition } from "../../data/split";
import type { NodeInputs } from "../../neural/graph/inputs";
import type { NodeTargets } from "../../neural/graph/node-network";
import type { LossOptions } from "../../neural/step";
import { tableTasks } from "../index";
import type { TableExperiment, TableTask } from "../table/task";
import type { JudgedExamples } from "../training/training";
import { encodeNodes, fitNodeEncoder, type NodeEncoder } from "./features";
import type { NodeData } from "./node-data";
import type { NodesExperiment } from "./spec";
import type { NodeKind } from "./split";

/** `rows` are nodes. */
export interface NodeExamples extends JudgedExamples {
  encoder: NodeEncoder;
  inputs: NodeInputs;
  /** Of all nodes of the graph. */
  targets: NodeTargets;
  /** Of all nodes: class index or value in the target's own unit; −1 or NaN where the data do not say. */
  known: ArrayLike<number>;
  loss: LossOptions;
}

/** The task on tables whose targets and words are those of the nodes, and the experiment as that task reads it. */
export function tableTaskOf(
  {
    data: { file, target },
    classWeights,
  }: Pick<NodesExperiment, "classWeights"> & {
    data: Pick<NodesExperiment["data"], "file" | "target">;
  },
  kind: NodeKind,
): { task: TableTask; experiment: TableExperiment } {
  const data = { file, target };
  return {
    task: tableTasks[kind],
    experiment: kind === "classify" ? { task: kind, data, classWeights } : { task: kind, data },
  };
}

/** Everything encoded as the training nodes of `partition` say. */
export function prepareNodes(
  experiment: NodesExperiment,
  { network, table, edges, degrees }: NodeData,
  kind: NodeKind,
  partition: Partition,
): { examples: NodeExamples; assumptions: Assumption[] } {
  const { train, validation, test } = partition;
  const { encoder, assumptions } = fitNodeEncoder(experiment, { network, table, kind, train, degrees });
  const { features } = encodeNodes(encoder, { network, table, degrees });
  const like = tableTaskOf(experiment, kind);
  const rows = Uint32Array.from([...train, ...validation, ...test]).sort();
  const index = new Uint32Array(network.nodes);
  rows.forEach((node, example) => {
    index[node] = example;
  });
  const located = (part: Uint32Array) => part.map((node) => index[node]);
  const parts = { train: located(train), validation: located(validation), test: located(test) };
  const { nodeLines } = network;
  const { truth, outputs } = like.task.encode(like.experiment, encoder, table, rows);
  const judged: JudgedExamples = {
    rows,
    lines: nodeLines && rows.map((node) => nodeLines[node]),
    encoder,
    truth,
    outputs,
    parts,
  };
  const all = Uint32Array.from({ length: network.nodes }, (_, node) => node);
  const { targets: values, truth: known } = like.task.encode(like.experiment, encoder, table, all);
  // No class and no value of a node without one is ever read, but they have to be numbers.
  const missing = (value: number) => (like.task.targets === "classes" ? value < 0 : Number.isNaN(value));
  const readable = values.map((value: number) => (missing(value) ? 0 : value));
  return {
    examples: {
      ...judged,
      encoder,
      inputs: { nodes: network.nodes, features, ...edges },
      known,
      targets: { kind: like.task.targets, outputs, values: readable },
      loss: like.task.loss(like.experiment, judged),
    },
    assumptions,
  };
}
