// A complete experiment on the links of a graph: features, shares of the edges, encoder and training.

import type { Column, Dataset } from "../../data/dataset";
import type { Network } from "../../data/graph/network";
import { FieldError } from "../../experiment/field-error";
import { simpleGraph } from "../../graph/simple-graph";
import { completeModel, completeTraining } from "../../neural/graph/defaults";
import { nodeTable } from "../nodes/table";
import { checkColumns } from "../table/columns";
import { edgesOnly } from "./examples";
import type { LinksExperiment } from "./spec";
import { suggestLinkSplit } from "./split";

/** With more nodes, telling them one by one takes more weights than it is worth. */
const mostIdentities = 10_000;
/** With more edges, one training takes so long that three are not suggested. */
const manyEdges = 200_000;

/** Widths of T. Kipf and M. Welling, "Variational graph auto-encoders", 2016. */
const hidden = 32;
const embedding = 16;

/**
 * The experiment with every value written out; what is given stays as it is. Dropout and decay, which are for the few
 * labels of nodes, are none unless said.
 * @throws FieldError when it names a column that is not there, or a model that makes nothing of nodes
 */
export function completeLinks(given: LinksExperiment, network: Network, name: string): LinksExperiment {
  const { edges } = simpleGraph(edgesOnly(network));
  const table = nodeTable(network);
  const { features: named } = given.data;
  checkColumns({ features: Array.isArray(named) ? named : [] }, table);
  const features = named ?? suggestFeatures(network, table);
  const model = given.model ?? { kind: "gcn" as const };
  const { kind } = model;
  if (kind === "labelPropagation") {
    const message = "Label propagation needs labels, and links have none: choose another model.";
    throw new FieldError(["model", "kind"], message);
  }
  const complete = { ...completeModel(model) };
  if ("hidden" in complete && kind !== "gat") complete.hidden = hidden;
  if ("dropout" in complete) complete.dropout = 0;
  if ("attentionDropout" in complete) complete.attentionDropout = 0;
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      ...given.data,
      features,
      normalizeRows: given.data.normalizeRows ?? features === "given",
      split: given.data.split ? { seed: 1, ...given.data.split } : suggestLinkSplit(edges),
    },
    model: { ...model, ...complete, ...model },
    embedding: given.embedding ?? embedding,
    train: {
      ...completeTraining(kind),
      learningRate: 0.01,
      l2: 0,
      epochs: 200,
      earlyStopping: 50,
      stopRule: "patience",
      keep: "best",
      seeds: edges > manyEdges ? [1] : [1, 2, 3],
      ...given.train,
    },
  };
}

function suggestFeatures(network: Network, table: Dataset): NonNullable<LinksExperiment["data"]["features"]> {
  if (network.features) return "given";
  const columns = table.columns.filter(({ type }) => usableTypes.includes(type)).map(({ name }) => name);
  if (columns.length > 0) return columns;
  return network.nodes <= mostIdentities ? "identity" : "degree";
}

const usableTypes: readonly Column["type"][] = ["number", "category", "date"];
