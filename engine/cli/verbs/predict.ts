// `predict RUN FILE`: applies a finished run to new rows, or to nodes or links of a graph or to whole ones, as CSV, or as JSON lines.

import { closeSync, openSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { Executor } from "../../core/executor";
import { InputError } from "../../errors";
import {
  loadModel,
  type Prediction,
  type PredictionNotes,
  predictRows,
  type TrainedModel,
} from "../../experiment/predict";
import { predictCollection } from "../../experiment/predict-collection";
import { predictLinks } from "../../experiment/predict-links";
import { predictGraph } from "../../experiment/predict-nodes";
import { isTableExperiment, networkExperiment } from "../../experiment/table-experiment";
import { graphOptions } from "../../experiment/training-data";
import { countOf } from "../../words";
import { readData, readGraph, readGraphs, runHost } from "../inputs";
import { breathe, nodeFiles } from "../ports";
import type { Verb } from "../verb";

/** Characters that are kept back before they are written. */
const bufferLimit = 1 << 16;

export const predict: Verb = {
  flags: { nodes: { kind: "text", value: "FILE" }, out: { kind: "text", value: "FILE" } },
  async run({ positional, texts }, output) {
    if (positional.length !== 2)
      throw new InputError("Name a run and a file: neural-lens predict RUN FILE [--nodes FILE] [--out FILE]");
    const [run, file] = positional;
    const model = await loadModel(nodeFiles, resolve(run));
    const { executor } = await runHost();
    let notes: PredictionNotes = { unseen: 0, unreadable: 0 };
    const { predictions, rows, noun } = await predictionsOf(
      model,
      executor,
      resolve(run),
      file,
      texts.get("nodes"),
      (said) => {
        notes = said;
      },
    );
    const { target } = model.encoder;
    const classes = target.kind === "class" ? target.classes : [];
    const out = texts.get("out");
    const header = [...ends[noun], target.column, ...classes.map((name) => `probability of ${name}`)];
    const descriptor = out === undefined ? undefined : openSync(out, "w");
    let buffer = "";
    const put = (text: string, always = false) => {
      buffer += text;
      if (!always && buffer.length < bufferLimit) return;
      if (descriptor === undefined) output.raw(buffer);
      else writeSync(descriptor, buffer);
      buffer = "";
    };
    try {
      const asCsv = descriptor !== undefined || !output.json;
      if (asCsv) put(`${header.map(quoted).join(",")}\n`);
      let row = 0;
      for await (const prediction of predictions) {
        row++;
        if (asCsv) put(`${cells(prediction).join(",")}\n`);
        else put(`${JSON.stringify({ event: "prediction", row, ...named(prediction, classes, ends[noun]) })}\n`);
      }
      put("", true);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
    if (output.json) output.object({ event: "predictions", rows, ...notes, ...(out === undefined ? {} : { out }) });
    else if (out !== undefined) output.line(`${countOf(rows, noun)} predicted · ${out}`);
    if (notes.unseen > 0 && !output.json) {
      output.error(
        `${countOf(notes.unseen, "cell")} had a category that training did not know; it counts as none of them.`,
      );
    }
    if (notes.unreadable > 0 && !output.json) {
      output.error(`${countOf(notes.unreadable, "cell")} should be numbers and are not; they count as missing.`);
    }
  },
};

/** Columns before the predictions, by what is predicted. */
const ends = { row: [], node: ["node"], pair: ["node", "other"], graph: ["graph"] } as const;

/** For all rows of a table or all nodes of a graph, for whole graphs, or the likeliest missing links. */
async function predictionsOf(
  model: TrainedModel,
  executor: Executor,
  run: string,
  file: string,
  nodes: string | undefined,
  note: (notes: PredictionNotes) => void,
): Promise<{ predictions: AsyncIterable<Prediction> | Prediction[]; rows: number; noun: keyof typeof ends }> {
  if (isTableExperiment(model.experiment)) {
    const { experiment } = model;
    const dataset = await readData(file);
    const predictions = predictRows({ ...model, experiment }, dataset, executor, breathe, note);
    return { predictions, rows: dataset.rows, noun: "row" };
  }
  if (model.experiment.task === "graphs") {
    const { experiment } = model;
    const collection = await readGraphs(file, { weight: experiment.data.weight });
    const predictions = predictCollection({ ...model, experiment }, collection, executor, breathe, note);
    return { predictions, rows: collection.graphs.length, noun: "graph" };
  }
  const experiment = networkExperiment(model.experiment, run);
  const { data } = experiment;
  const trainedOn = nodeFiles.join(run, data.file) === resolve(file);
  const own = trainedOn && data.nodes !== undefined ? nodeFiles.join(run, data.nodes) : undefined;
  const network = await readGraph(file, graphOptions(experiment, nodes ?? own));
  if (experiment.task === "links") {
    const links = await predictLinks({ ...model, experiment }, network, executor, breathe, note);
    return { predictions: links, rows: links.length, noun: "pair" };
  }
  const predictions = predictGraph({ ...model, experiment }, network, executor, breathe, note);
  return { predictions, rows: network.nodes, noun: "node" };
}

function cells({ id, other, prediction, probabilities = [] }: Prediction): string[] {
  const own = typeof prediction === "string" ? quoted(prediction) : shortest(prediction);
  const named = [id, other].filter((end) => end !== undefined);
  return [...named.map(quoted), own, ...probabilities.map(shortest)];
}

function named(
  { id, other, prediction, probabilities }: Prediction,
  classes: readonly string[],
  keys: readonly string[],
): object {
  const own = Object.fromEntries(keys.map((key, index) => [key, index === 0 ? id : other]));
  if (!probabilities) return { ...own, prediction };
  return { ...own, prediction, probabilities: Object.fromEntries(classes.map((name, i) => [name, probabilities[i]])) };
}

/** As many digits as single precision has. */
const shortest = (value: number): string => String(Number(value.toPrecision(7)));

/** A CSV cell (RFC 4180). */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
