// Applying a finished run to new rows: its encoder and its network, rebuilt from the run's folder.

import type { Executor } from "../core/executor";
import { Model } from "../core/model";
import type { Dataset, Problem } from "../data/dataset";
import { type Encoder, encodeFeatures, featureNames } from "../data/encode";
import type { Files } from "../data/files";
import { InputError } from "../errors";
import { readSafetensors, type TensorFile } from "../export/safetensors";
import { EvaluationPass } from "../neural/evaluation";
import { evaluationGraph, type Table, variables } from "../neural/step";
import { tableTasks } from "../tasks";
import { argmax } from "../tasks/classify/metrics";
import { type Breathe, sliceMilliseconds } from "../tasks/table/matrix";
import type { TableExperiment } from "../tasks/table/task";
import { memberFolder, readOrigin, readTrainingExperiment, runFiles } from "./layout";
import { readVerdict } from "./read-run";
import type { TrainingExperiment } from "./table-experiment";

/** A trained network with the way its inputs are encoded. */
export interface TrainedModel<E extends TrainingExperiment = TrainingExperiment> {
  experiment: E;
  encoder: Encoder;
  weights: TensorFile["tensors"];
}

export interface Prediction {
  /** Id of the node, of graphs; of the other end, of pairs; file or number of a whole graph. */
  id?: string;
  other?: string;
  /** Class name, or value; names of the labels. */
  prediction: string | number | string[];
  /** In the order of the classes, or of the labels. */
  probabilities?: number[];
}

/** Of row `index` of what a network gave, with probabilities where the target has classes. */
export function predictionAt(predictions: Float32Array, index: number, { target }: Encoder): Prediction {
  if (target.kind === "number") return { prediction: predictions[index] };
  if (target.kind === "labels") {
    const { labels } = target;
    const probabilities = Array.from(predictions.subarray(index * labels.length, (index + 1) * labels.length));
    return { prediction: labels.filter((_, label) => probabilities[label] >= 0.5), probabilities };
  }
  const { classes } = target;
  const own = predictions.subarray(index * classes.length, (index + 1) * classes.length);
  return { prediction: classes[argmax(own, 0, own.length)], probabilities: Array.from(own) };
}

/** What a table, or pictures, came to besides their predictions. */
export interface PredictionNotes {
  /** Cells with a category that no training row had. */
  unseen: number;
  /** Cells that are no numbers where numbers were wanted. */
  unreadable: number;
  /** Pictures that could not be read. */
  skipped?: readonly Problem[];
}

/** Rows that are in the program's memory at a time. */
const chunkRows = 16_384;
/** Rows of a step. */
const stepRows = 512;

/** The model of a finished run: of several trainings `member`, or that with the best validation. Throws InputError without one. */
export async function loadModel(files: Files, folder: string, member?: number): Promise<TrainedModel> {
  const { members } = await readOrigin(files, folder);
  const experiment = await readTrainingExperiment(files, folder);
  const verdict = await readVerdict(files, folder);
  if (!verdict) throw new InputError("This run has not finished: resume it first.", { file: folder });
  const path = files.join(memberFolder(files, folder, members, member ?? verdict.best), runFiles.model);
  const { tensors, metadata } = readSafetensors(await files.read(path), path);
  return { experiment, encoder: JSON.parse(metadata.encoder) as Encoder, weights: tensors };
}

/**
 * Predictions for all rows of a table, in order. Calls `note` before the last one.
 * @throws InputError that names a column the table lacks
 */
export async function* predictRows(
  { experiment, encoder, weights }: TrainedModel<TableExperiment>,
  dataset: Dataset,
  executor: Executor,
  breathe: Breathe,
  note: (notes: PredictionNotes) => void,
): AsyncGenerator<Prediction> {
  if (dataset.rows === 0) throw new InputError("There are no rows to predict.", { file: dataset.name });
  const task = tableTasks[experiment.task];
  const classes = encoder.target.kind === "class" ? encoder.target.classes : undefined;
  const outputs = classes?.length ?? 1;
  const rows = Math.min(chunkRows, dataset.rows);
  const table: Table = { rows, features: featureNames(encoder).length, outputs, targets: task.targets };
  const loss = { name: experiment.loss ?? (classes ? "softmaxCrossEntropy" : "meanSquare") } as const;
  const model = new Model();
  const network = { ...experiment.model!, seed: 0 };
  const evaluate = evaluationGraph(model, table, network, loss, { batch: Math.min(stepRows, rows) });
  const session = executor.open(model, { evaluate });
  try {
    for (const [name, { values }] of weights) session.write(name, values);
    const notes: PredictionNotes = { unseen: 0, unreadable: 0 };
    for (let from = 0; from < dataset.rows; from += chunkRows) {
      const count = Math.min(chunkRows, dataset.rows - from);
      const encoded = encodeFeatures(
        encoder,
        dataset,
        Uint32Array.from({ length: count }, (_, i) => from + i),
      );
      notes.unseen += encoded.unseen;
      notes.unreadable += encoded.unreadable;
      session.write(variables.features, encoded.values);
      const pass = new EvaluationPass(
        { session, graphs: { evaluate }, table, loss },
        Uint32Array.from({ length: count }, (_, i) => i),
      );
      while (!pass.run(performance.now() + sliceMilliseconds)) await breathe();
      const predictions = task.predictions(experiment, encoder, pass.predictions());
      if (from + count === dataset.rows) note(notes);
      for (let i = 0; i < count; i++) yield predictionAt(predictions, i, encoder);
    }
  } finally {
    session.close();
  }
}
