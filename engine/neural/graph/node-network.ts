// A graph network over all nodes at once: the programs that train and evaluate it, whatever is read off its nodes.

import { Graph, type Node } from "../../core/graph";
import { Model } from "../../core/model";
import { f32, i32 } from "../../core/shape";
import { gather } from "../../ops/gather";
import type { GraphModelKind } from "../../tasks/network/spec";
import { type Mode, type Parameter, Scope } from "../scope";
import {
  batchRows,
  evaluate,
  type Forward,
  type LossOptions,
  type Table,
  type TrainingOptions,
  targetRows,
  train,
  variables,
} from "../step";
import { appnp } from "./appnp";
import type { Build } from "./build";
import { cheb } from "./cheb";
import type { Complete, CompleteModel } from "./defaults";
import { gat } from "./gat";
import { gcn } from "./gcn";
import { gin } from "./gin";
import { hgnn } from "./hgnn";
import type { NodeInputs } from "./inputs";
import { mlp } from "./mlp";
import { sage } from "./sage";
import { sgc } from "./sgc";
import { featureSignal } from "./signal";

export type TrainedKind = Exclude<GraphModelKind, "labelPropagation">;
export type TrainedModel = Extract<CompleteModel, { kind: TrainedKind }>;

/** What is to be predicted, of every node; what stands at nodes without it is never read. */
export type NodeTargets =
  | { kind: "classes" /** Number of classes. */; outputs: number /** [nodes] */; values: ArrayLike<number> }
  | { kind: "values"; outputs: number /** [nodes × outputs] */; values: ArrayLike<number> };

export interface NodeNetworkOptions {
  /** Of the initial weights. */
  seed: number;
  targets: NodeTargets;
  loss: LossOptions;
  /** `l2On`: whether l1 and l2 count the weights of the first layer or of all of them; all unless said. */
  training: Omit<TrainingOptions, "batch"> & { l2On?: "first" | "all" };
}

export interface NodeNetwork {
  model: Model;
  /**
   * Full-batch programs for `Trainer` and `EvaluationPass`: the rows of a step are nodes whose logits are taken.
   * `evaluate` has the outputs `logits`, f32 [nodes, outputs], `hidden1` … after each layer but the last, and of gat
   * `attention1` … [entries of A + I, heads].
   */
  graphs: Readonly<Record<"train" | "evaluate", Graph>>;
  table: Table;
  /** Names of the outputs of `evaluate` from the first layer to the last: hidden1, …, logits. */
  layers: readonly string[];
  /** Names of the outputs with attention, layer by layer; empty for all but gat. */
  attention: readonly string[];
}

/** What a network is asked beside its layers: examples out of what these give of the nodes. */
export interface Reader {
  /** The examples: rows that a step takes some of. */
  table: Omit<Table, "features">;
  /** As `variables.targets` holds them. */
  targets: ArrayLike<number>;
  /** Rows of a step at most. */
  capacity: number;
  /** Columns that the last layer gives of every node. */
  units: number;
  /** Whether examples are nodes that depend on no others, so that some models need to look at these alone. */
  nodewise?: boolean;
  /** What the network gives for `rows`, i32 [≤capacity], out of what the last layer gives of all nodes. */
  read(scope: Scope, last: Node, rows: Node): Node;
}

/** A network in a graph: what its last layer gives, and what the step compares. */
interface Built extends Build, Forward {
  graph: Graph;
  last: Node;
}

const builders: { readonly [K in TrainedKind]: (build: Build, model: Complete<K>) => Node } = {
  gcn,
  cheb,
  sage,
  gat,
  gin,
  sgc,
  appnp,
  hgnn,
  mlp,
};

/**
 * The programs of a network on these nodes. The targets are resident as `variables.targets`.
 * @throws InputError when the model needs edges, hyperedges or positive weights that the data do not have
 */
export function nodeNetwork(
  inputs: NodeInputs,
  model: TrainedModel,
  { targets, ...options }: NodeNetworkOptions,
): NodeNetwork {
  const { nodes } = inputs;
  const { outputs, kind, values } = targets;
  return graphNetwork(
    inputs,
    model,
    {
      table: { rows: nodes, outputs, targets: kind },
      targets: values,
      capacity: nodes,
      units: outputs,
      nodewise: true,
      read: (_, logits, rows) => (logits.type.batched ? logits : gather(logits, rows)),
    },
    options,
  );
}

/**
 * The programs of a network whose examples are read off its nodes: nodes, pairs of them, or whole graphs; training may
 * see other nodes than evaluation. The output `logits` of `evaluate` is what the last layer gives of every node.
 * Otherwise as `nodeNetwork`.
 */
export function graphNetwork(
  given: NodeInputs | Readonly<Record<Mode, NodeInputs>>,
  model: TrainedModel,
  { table: examples, targets, capacity, units, nodewise, read }: Reader,
  { seed, loss, training }: Omit<NodeNetworkOptions, "targets">,
): NodeNetwork {
  const all = "nodes" in given ? { train: given, evaluate: given } : given;
  const table: Table = { ...examples, features: all.evaluate.features.columns };
  const variablesOf = new Model();
  const type = table.targets === "classes" ? i32([table.rows]) : f32([table.rows, table.outputs]);
  variablesOf.declare({ name: variables.targets, kind: "data", type, initial: targets });

  const build = (mode: Mode): Built => {
    const graph = new Graph(variablesOf, { capacity });
    const inputs = all[mode];
    const scope = new Scope(graph, mode, seed, inputs === all.evaluate ? "" : `${mode}/`);
    const order = mode === "train" ? variables.order : variables.evaluationOrder;
    const rows = graph.within("examples", () => batchRows(graph, table, order));
    const features = featureSignal(scope, inputs);
    const parts: Build = {
      scope,
      inputs,
      features,
      ...(nodewise ? { rows } : {}),
      outputs: units,
      hidden: [],
      attention: [],
    };
    const builder = builders[model.kind] as (build: Build, of: CompleteModel) => Node;
    const last = builder(parts, model);
    const target = graph.within("examples", () => targetRows(graph, table, rows));
    const output = graph.within("examples", () => read(scope, last, rows));
    return { ...parts, graph, last, output, target };
  };

  const trained = build("train");
  const { parameters } = trained.scope;
  train(
    trained.graph,
    {
      ...trained,
      parameters,
      penalized: training.l2On === "first" ? firstLayer(parameters) : parameters,
    },
    table,
    loss,
    training,
  );

  const evaluated = build("evaluate");
  const { graph } = evaluated;
  evaluate(graph, evaluated, table, loss);
  graph.output("logits", evaluated.last);
  const keep = (nodesOf: readonly Node[], name: string): string[] =>
    nodesOf.map((node, index) => {
      graph.output(`${name}${index + 1}`, node);
      return `${name}${index + 1}`;
    });
  return {
    model: variablesOf,
    graphs: { train: trained.graph, evaluate: graph },
    table,
    layers: [...keep(evaluated.hidden, "hidden"), "logits"],
    attention: keep(evaluated.attention, "attention"),
  };
}

/** Those whose names begin as that of the first parameter does: gcn1/… */
function firstLayer(parameters: readonly Parameter[]): Parameter[] {
  const layerOf = ({ name }: Parameter): string => name.slice(0, name.indexOf("/"));
  return parameters.filter((parameter) => layerOf(parameter) === layerOf(parameters[0]));
}
