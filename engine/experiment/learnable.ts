// What can be learned of a graph, or of many: columns to predict and to predict from, tasks that the data suffice for, networks that suit.

import type { GraphCollection, Network } from "../data/graph/network";
import { type ColumnProfile, profile, type TargetSuggestion } from "../data/profile";
import { classesFirst } from "../data/targets";
import { InputError } from "../errors";
import { simpleGraph } from "../graph/simple-graph";
import { graphTable, nodeTableOf } from "../tasks/graphs/blocks";
import { edgesOnly } from "../tasks/links/examples";
import { linkSizes } from "../tasks/links/split";
import type { GraphModelKind } from "../tasks/network/spec";
import { nodeTable } from "../tasks/nodes/table";
import type { Breathe } from "../tasks/table/matrix";
import { suggestGraphs, suggestLinks, suggestNodes } from "./suggest";

/** A task on graphs, with the column that it predicts and why; links are no column. */
export interface LearnableTask {
  task: "nodes" | "links" | "graphs";
  target?: Pick<TargetSuggestion, "column" | "classes" | "reason">;
  /** Kinds of networks that can be trained, the suggested one first. */
  models: GraphModelKind[];
}

export interface Learnable {
  /** Likeliest first; none where nothing can be learned. */
  tasks: LearnableTask[];
  /** Columns that could be a target: of the nodes, or of the graphs where there are many. */
  targets: ColumnProfile[];
  /** Columns of the nodes that could be features; of many graphs those that all of them have. */
  features: ColumnProfile[];
  /** Why nothing can be learned. */
  reason?: string;
}

const onGraphs: readonly GraphModelKind[] = ["gcn", "gat", "sage", "gin", "cheb", "sgc", "appnp", "hgnn", "mlp"];
const onHypergraphs: readonly GraphModelKind[] = ["hgnn", "mlp"];

/** Of one graph: its nodes, and its links. */
export function learnableOf(network: Network): Learnable {
  const { columns, targets } = profile({ ...nodeTable(network), assumptions: [], problems: [] });
  const kinds = network.kind === "hypergraph" ? onHypergraphs : onGraphs;
  const nodes = suggested(() => suggestNodes(network, ""));
  const links = suggested(() => {
    const experiment = suggestLinks(network, "");
    linkSizes(simpleGraph(edgesOnly(network)), experiment.data.split!, network.name);
    return experiment;
  });
  const tasks: LearnableTask[] = [];
  if (nodes.experiment) {
    // Labels spread along edges, and hypergraphs have none.
    const more = network.kind === "graph" ? (["labelPropagation"] as const) : [];
    const models = firstOf(nodes.experiment.model, [...kinds, ...more]);
    tasks.push(...classesFirst(targets).map((target): LearnableTask => ({ task: "nodes", target, models })));
  }
  if (links.experiment) tasks.push({ task: "links", models: firstOf(links.experiment.model, kinds) });
  return { tasks, targets: columns, features: columns, ...(tasks.length > 0 ? {} : { reason: nodes.reason }) };
}

/** Of many graphs: what is known of each. */
export async function learnableOfMany(collection: GraphCollection, breathe: Breathe): Promise<Learnable> {
  const { columns, targets } = profile({ ...graphTable(collection), assumptions: [], problems: [] });
  const shared = collection.graphs[0].nodeColumns.filter(({ name }) =>
    collection.graphs.every(({ nodeColumns }) => nodeColumns.some((column) => column.name === name)),
  );
  const nodes = await nodeTableOf(collection.graphs, collection, breathe);
  const features = profile(nodes).columns.filter(({ name }) => shared.some((column) => column.name === name));
  const { experiment, reason } = suggested(() => suggestGraphs(collection, ""));
  if (!experiment) return { tasks: [], targets: columns, features, reason };
  const models = firstOf(experiment.model, onGraphs);
  const tasks = classesFirst(targets).map((target): LearnableTask => ({ task: "graphs", target, models }));
  return { tasks, targets: columns, features };
}

function suggested<E>(suggest: () => E): { experiment?: E; reason?: string } {
  try {
    return { experiment: suggest() };
  } catch (error) {
    if (error instanceof InputError) return { reason: error.message };
    throw error;
  }
}

function firstOf(model: { kind: GraphModelKind } | undefined, kinds: readonly GraphModelKind[]): GraphModelKind[] {
  return model ? [model.kind, ...kinds.filter((kind) => kind !== model.kind)] : [...kinds];
}
