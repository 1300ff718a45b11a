// A complete experiment on whole graphs: target, features of their nodes, split, network and training.

import type { Column, Dataset } from "../../data/dataset";
import type { GraphCollection } from "../../data/graph/network";
import { suggestTargets } from "../../data/targets";
import { InputError } from "../../errors";
import { FieldError } from "../../experiment/field-error";
import { completeModel, completeTraining } from "../../neural/graph/defaults";
import { suggestion } from "../../words";
import { checkColumns } from "../table/columns";
import { graphTable } from "./blocks";
import type { GraphsExperiment } from "./spec";

/** Width and number of the layers, and epochs of one step each on all training graphs. */
const hidden = 32;
const layers = 3;
const epochs = 200;

/** With more edges in all, one training takes so long that three are not suggested. */
const manyEdges = 300_000;

/**
 * The experiment with every value written out; what is given stays as it is. Dropout and decay are none unless said.
 * @throws FieldError when it names a column that is not there, or a model that trains nothing; InputError where nothing
 * is known of the graphs
 */
export function completeGraphs(given: GraphsExperiment, collection: GraphCollection, name: string): GraphsExperiment {
  const table = graphTable(collection);
  const target = given.data.target ?? likeliest(table);
  checkColumns({ target }, table);
  checkNodeColumns(given.data.features, collection);
  const model = given.model ?? { kind: "gin" as const };
  const { kind } = model;
  if (kind === "labelPropagation") {
    const message = "Label propagation is for the nodes of one graph: choose another model.";
    throw new FieldError(["model", "kind"], message);
  }
  const complete = { ...completeModel(model) };
  if ("hidden" in complete && kind !== "gat") complete.hidden = hidden;
  if ("layers" in complete) complete.layers = layers;
  if ("dropout" in complete) complete.dropout = 0;
  if ("attentionDropout" in complete) complete.attentionDropout = 0;
  const edges = collection.graphs.reduce((sum, { sources }) => sum + sources.length, 0);
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      ...given.data,
      target,
      features: given.data.features ?? suggestFeatures(collection),
      split: { seed: 1, validation: 0.1, test: 0.2, ...given.data.split },
    },
    model: { ...model, ...complete, ...model },
    readout: given.readout ?? (kind === "gin" ? "sum" : "mean"),
    embedding: given.embedding ?? hidden,
    classWeights: given.classWeights ?? "none",
    train: {
      ...completeTraining(kind),
      learningRate: 0.01,
      l2: 0,
      epochs,
      earlyStopping: 50,
      stopRule: "patience",
      keep: "best",
      seeds: edges > manyEdges ? [1] : [1, 2, 3],
      ...given.train,
    },
  };
}

function likeliest(table: Dataset): string {
  const suggestions = suggestTargets(table);
  const chosen = suggestions.find(({ task }) => task === "classify") ?? suggestions[0];
  if (chosen) return chosen.column;
  const why =
    table.columns.length === 0
      ? "nothing is said of them; put them in a folder a class, or add labels.csv with file and label"
      : "their columns are constants, identifiers or free text; name one as data.target";
  throw new InputError(`Nothing of these graphs can be predicted: ${why}.`, { file: table.name });
}

/** Columns that the nodes of every graph have. */
function sharedColumns({ graphs }: GraphCollection): Column[] {
  return graphs[0].nodeColumns.filter(({ name }) =>
    graphs.every(({ nodeColumns }) => nodeColumns.some((column) => column.name === name)),
  );
}

function checkNodeColumns(features: GraphsExperiment["data"]["features"], collection: GraphCollection): void {
  if (!Array.isArray(features)) return;
  const names = sharedColumns(collection).map(({ name }) => name);
  const unknown = features.findIndex((name) => !names.includes(name));
  if (unknown < 0) return;
  const message = `The nodes of the graphs have no column "${features[unknown]}"${suggestion(features[unknown], names)}`;
  throw new FieldError(["data", "features", unknown], message, { file: collection.name });
}

/** Whether a column has a whole number or a text of its own for every node. */
function identifies(column: Column): boolean {
  const values = column.storage === "coded" ? column.codes : column.values;
  return new Set(values).size === values.length && values.every((value) => Number.isInteger(value));
}

/** Free text, and what only tells the nodes of each graph apart, serve nowhere. */
function suggestFeatures(collection: GraphCollection): NonNullable<GraphsExperiment["data"]["features"]> {
  const ownOf = (name: string) =>
    collection.graphs.map(({ nodeColumns }) => nodeColumns.find((column) => column.name === name)!);
  const usable = ({ name, type }: Column) => type !== "text" && !ownOf(name).every(identifies);
  const names = sharedColumns(collection)
    .filter(usable)
    .map(({ name }) => name);
  return names.length > 0 ? names : "degree";
}
