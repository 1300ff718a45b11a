// `predict RUN FILE`: applies a finished run to new rows, pictures (which may become pictures), or nodes or links of a graph or whole ones, as CSV, or as JSON lines.

import { closeSync, openSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { Executor } from "../../core/executor";
import type { Problem } from "../../data/dataset";
import { InputError } from "../../errors";
import {
  loadModel,
  type Prediction,
  type PredictionNotes,
  predictRows,
  type TrainedModel,
} from "../../experiment/predict";
import { predictCollection } from "../../experiment/predict-collection";
import { type LabelsModel, predictLabels, predictPictureLabels, takesPictures } from "../../experiment/predict-labels";
import { predictLinks } from "../../experiment/predict-links";
import { predictGraph } from "../../experiment/predict-nodes";
import { picturesToPredict, predictPictures } from "../../experiment/predict-pictures";
import { namesOf, predictedNames, predictionHeader, predictionLine } from "../../experiment/prediction-text";
import { isPictureExperiment, isTableExperiment, networkExperiment } from "../../experiment/table-experiment";
import { graphOptions } from "../../experiment/training-data";
import { countOf } from "../../words";
import { tellApplied } from "../apply-pictures";
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
    const { experiment } = model;
    if (experiment.task === "generate") {
      throw new InputError("This run generates and predicts nothing: neural-lens sample RUN --n N --out FILE", {
        file: run,
      });
    }
    if (isPictureExperiment(experiment) && experiment.task !== "classify") {
      return tellApplied({ ...model, experiment }, { file, out: texts.get("out") }, executor, output);
    }
    let notes: PredictionNotes = { unseen: 0, unreadable: 0 };
    const { predictions, rows, noun } = await predictionsOf(
      model,
      executor,
      resolve(run),
      file,
      texts.get("nodes"),
      (said) => {
        notes = { ...notes, ...said };
      },
    );
    const classes = namesOf(model.encoder.target);
    const out = texts.get("out");
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
      if (asCsv) put(`${predictionHeader(noun, model.encoder)}\n`);
      let row = 0;
      for await (const prediction of predictions) {
        row++;
        if (asCsv) put(`${predictionLine(prediction)}\n`);
        else
          put(`${JSON.stringify({ event: "prediction", row, ...named(prediction, classes, predictedNames[noun]) })}\n`);
      }
      put("", true);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
    const predicted = rows - (notes.skipped?.length ?? 0);
    if (output.json)
      output.object({ event: "predictions", rows: predicted, ...notes, ...(out === undefined ? {} : { out }) });
    else if (out !== undefined) output.line(`${countOf(predicted, noun)} predicted · ${out}`);
    if (!output.json) for (const { text } of notes.skipped ?? []) output.error(`Left out: ${text}`);
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

/** For all rows of a table or all nodes of a graph, for whole graphs, or the likeliest missing links. */
async function predictionsOf(
  model: TrainedModel,
  executor: Executor,
  run: string,
  file: string,
  nodes: string | undefined,
  note: (notes: Partial<PredictionNotes>) => void,
): Promise<{ predictions: AsyncIterable<Prediction> | Prediction[]; rows: number; noun: keyof typeof predictedNames }> {
  if (isTableExperiment(model.experiment)) {
    const { experiment } = model;
    const dataset = await readData(file);
    const predictions = predictRows({ ...model, experiment }, dataset, executor, breathe, note);
    return { predictions, rows: dataset.rows, noun: "row" };
  }
  if (model.experiment.task === "labels") {
    const labels: LabelsModel = { ...model, experiment: model.experiment, run };
    const options = { files: nodeFiles, executor, breathe };
    if (!takesPictures(labels)) {
      const dataset = await readData(file);
      return { predictions: predictLabels(labels, dataset, options, note), rows: dataset.rows, noun: "row" };
    }
    const source = await picturesToPredict(nodeFiles, resolve(file));
    const predictions = predictPictureLabels(labels, source, options, leftOut(note));
    return { predictions, rows: source.names.length, noun: "picture" };
  }
  if (model.experiment.task === "classify" && isPictureExperiment(model.experiment)) {
    const { experiment } = model;
    const source = await picturesToPredict(nodeFiles, resolve(file));
    const predictions = predictPictures({ ...model, experiment }, source, executor, breathe, leftOut(note));
    return { predictions, rows: source.names.length, noun: "picture" };
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

/** Told of each picture that could not be read, tells of all so far. */
function leftOut(note: (notes: Partial<PredictionNotes>) => void): (problem: Problem) => void {
  const skipped: Problem[] = [];
  return (problem) => {
    skipped.push(problem);
    note({ skipped });
  };
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
