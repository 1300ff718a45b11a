// A complete experiment on the nodes of a graph: target, features, split, network and training by what the file holds.

import type { Column, Dataset } from "../../data/dataset";
import type { Network } from "../../data/graph/network";
import { suggestTargets } from "../../data/targets";
import { InputError } from "../../errors";
import { completeModel, completeTraining } from "../../neural/graph/defaults";
import { checkColumns } from "../table/columns";
import { chooseFeatures, chooseTarget } from "../table/suggest";
import type { NodesExperiment } from "./spec";
import { type NodeKind, suggestSplit } from "./split";
import { nodeTable } from "./table";

/** With more nodes, telling them one by one takes more weights than it is worth. */
const mostIdentities = 10_000;
/** With more edges, one training takes so long that three are not suggested. */
const manyEdges = 1_000_000;

/**
 * The column to predict: as wished, or the likeliest category, or else the likeliest number.
 * @throws InputError where no column can be predicted
 */
export function chooseNodeTarget(table: Dataset, wished?: string): string {
  if (wished !== undefined && table.columns.length > 0) return wished;
  const suggestions = suggestTargets(table);
  const chosen = suggestions.find(({ task }) => task === "classify") ?? suggestions[0];
  if (chosen) return chosen.column;
  const why =
    table.columns.length === 0
      ? "the file says nothing of them; name a table of the nodes as data.nodes"
      : "its columns are constants, identifiers or free text; name one as data.target";
  throw new InputError(`Nothing of the nodes of this graph can be predicted: ${why}.`, { file: table.name });
}

/** Whether a column is predicted as a class or as a value. */
export const nodeKind = (table: Dataset, target: string): NodeKind => chooseTarget(table, { target }).task as NodeKind;

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError when it names a column that is not there
 */
export function completeNodes(given: NodesExperiment, network: Network, name: string): NodesExperiment {
  const table = nodeTable(network);
  const target = chooseNodeTarget(table, given.data.target);
  const { features: named } = given.data;
  checkColumns({ target, features: Array.isArray(named) ? named : [] }, table);
  const kind = nodeKind(table, target);
  const features = named ?? suggestFeatures(network, table, target, kind);
  const split = given.data.split ?? suggestSplit(network, table, target, kind);
  const hypergraph = network.kind === "hypergraph";
  const model = given.model ?? { kind: hypergraph ? ("hgnn" as const) : ("gcn" as const) };
  const edges = network.kind === "graph" ? network.sources.length : network.members.length;
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      ...given.data,
      ...nodesBeside(given, network),
      target,
      features,
      // Standardised columns have sums around 0, which nothing can be divided by.
      normalizeRows: given.data.normalizeRows ?? features === "given",
      split: split === "given" ? split : { seed: 1, ...split },
    },
    model: { ...model, ...completeModel(model, { hypergraph }) },
    classWeights: given.classWeights ?? "none",
    train: {
      ...(model.kind === "labelPropagation" ? {} : completeTraining(model.kind)),
      seeds: edges > manyEdges || model.kind === "labelPropagation" ? [1] : [1, 2, 3],
      ...given.train,
    },
  };
}

/** The table of the nodes that was joined unasked is named, so that the experiment says all that happened. */
function nodesBeside({ data }: NodesExperiment, { nodeTable }: Network): { nodes?: string } {
  if (data.nodes !== undefined || nodeTable === undefined) return {};
  return { nodes: data.file.replace(/[^\\/]*$/, nodeTable) };
}

function suggestFeatures(
  network: Network,
  table: Dataset,
  target: string,
  kind: NodeKind,
): NonNullable<NodesExperiment["data"]["features"]> {
  if (network.features) return "given";
  const usable = ({ name, type }: Column) => name !== target && usableTypes.includes(type);
  const drawn = (name: string) => network.positions !== undefined && ofDrawing.test(name);
  const columns = table.columns.some(usable) ? chooseFeatures(table, kind, target).filter((name) => !drawn(name)) : [];
  if (columns.length > 0) return columns;
  return network.nodes <= mostIdentities ? "identity" : "degree";
}

/** Where a drawing put the nodes, and how: a layout follows the edges, and colours often follow the classes. */
const ofDrawing = /^(x|y|z|r|g|b|a|size|colou?r)$/i;
const usableTypes: readonly Column["type"][] = ["number", "category", "date"];
