// A network that classifies pictures, ready to train: programs, session with the pictures in it, trainer.

import type { Executor } from "../../core/executor";
import { Model } from "../../core/model";
import { FieldError } from "../../experiment/field-error";
import { EvaluationPass } from "../../neural/evaluation";
import { pictureClassifier } from "../../neural/image/pictureLayers";
import { type PictureTable, pictureGraphs, tableOf } from "../../neural/image/programs";
import type { LossOptions } from "../../neural/step";
import { variables } from "../../neural/step";
import { Trainer } from "../../neural/trainer";
import { countOf } from "../../words";
import { classify } from "../classify/task";
import { type WriteRow, writeEpoch, writePlain } from "../pictures/augment";
import { firstWeights } from "../pictures/first-weights";
import type { PictureClassifyExperiment } from "../pictures/task";
import { weightsEvent } from "../pictures/weights";
import { type Breathe, sliceMilliseconds } from "../table/matrix";
import type { ClassifyExperiment } from "../table/task";
import { openSession } from "../table/trainer";
import { programFacts, stepRows, trainerSettings } from "../training/settings";
import type { Training } from "../training/training";
import type { PictureExamples } from "./examples";

export interface OpenOptions {
  /** Index of the training among those of the run. */
  member: number;
  seed: number;
  executor: Executor;
  breathe: Breathe;
}

/** Rows of a step that does not train, at most. */
const evaluationBatch = 128;
/** Epochs in which weights are shown, about, beside the last. */
const shownEpochs = 8;

/** The experiment as the task on tables reads it: what it says of classes and their loss. */
export const asTable = ({ task, data, loss, classWeights }: PictureClassifyExperiment): ClassifyExperiment => ({
  task,
  data: { file: data.file },
  loss,
  classWeights,
});

/** Bytes of all pictures, in single precision, that leave room for a network. */
const mostBytes = 2 ** 31;

/** @throws FieldError where there are too many for that */
export function refuseManyPictures(
  count: number,
  { width, height, channels }: Pick<PictureExamples["encoder"], "width" | "height" | "channels">,
): void {
  if (4 * count * height * width * channels <= mostBytes) return;
  const message = `${countOf(count, "picture")} of ${width} × ${height} pixels take more than ${mostBytes / 2 ** 30} GB as a network sees them: give data.size a smaller width and height.`;
  throw new FieldError(["data", "size"], message);
}

/** @throws FieldError at a layer that does not suit the pictures, or where the run does not fit into memory */
export function openTraining(
  experiment: PictureClassifyExperiment,
  examples: PictureExamples,
  { member, seed, executor, breathe }: OpenOptions,
): Training {
  const { model: network, train = {}, augment = {} } = experiment;
  if (!network) throw new Error("The experiment has not been completed: it names no layers.");
  const { frames, truth, outputs, parts, encoder } = examples;
  const { width, height, channels, levels } = encoder;
  const size = height * width * channels;
  refuseManyPictures(frames.length, encoder);
  const loss: LossOptions = classify.loss(asTable(experiment), examples);
  const shares = augment.mixup !== undefined;
  const rows = frames.length;
  const picture = [height, width, channels] as const;
  const pictures: PictureTable = { rows, outputs, targets: "classes", shares, picture };
  const trained = parts.train.length;
  const settings = trainerSettings(train, 0.001);
  const model = new Model();
  const graphs = pictureGraphs(model, pictures, pictureClassifier(network.layers, outputs, network), loss, {
    ...train,
    optimizer: settings.optimizer,
    batch: stepRows(train, trained),
    seed,
    evaluationBatch: Math.min(evaluationBatch, rows),
  });
  const session = openSession(executor, model, graphs);
  const write: WriteRow = (row, values, own) => {
    session.write(variables.features, values, row * size);
    if (own) session.write(variables.targets, own, row * outputs);
  };
  writePlain(frames, levels, write);
  const given = shares ? oneHot(truth, outputs) : undefined;
  session.write(variables.targets, given ?? truth);
  const training = frames.slice(0, trained);
  const targets = given && { shares: given, count: outputs };
  const augmented = Object.keys(augment).length > 0;
  // Whether the training rows are as an epoch sees them, not as they are.
  let changed = false;
  const table = tableOf(pictures);
  const evaluation = { session, graphs, table, loss };
  const trainer = new Trainer({
    ...evaluation,
    train: parts.train,
    validation: parts.validation,
    seed,
    ...settings,
    beginEpoch(epoch) {
      if (!augmented) return;
      writeEpoch({ frames: training, levels, targets }, augment, { seed, epoch }, write);
      changed = true;
    },
  });
  const every = Math.max(1, Math.ceil((train.epochs ?? 1) / shownEpochs));
  return {
    trainer,
    model,
    program: programFacts(model, session),
    async predict(asked = Uint32Array.from(frames.keys())) {
      // Only ever asked between two epochs, the next of which writes its own rows.
      if (changed && asked.some((row) => row < trained)) {
        writePlain(training, levels, (row, values) => write(row, values));
        changed = false;
      }
      const pass = new EvaluationPass(evaluation, asked);
      while (!pass.run(performance.now() + sliceMilliseconds)) await breathe();
      return classify.predictions(asTable(experiment), encoder, pass.predictions());
    },
    keptEpoch() {
      const { bestLoss, bestEpoch, epoch } = trainer.position;
      return bestLoss === null ? epoch : bestEpoch;
    },
    async observe(epoch, over) {
      if (!over && epoch % every !== 0) return [];
      const first = firstWeights(model, session, picture);
      return first ? [weightsEvent({ member, epoch }, first)] : [];
    },
    close: () => session.close(),
  };
}

function oneHot(truth: Int32Array, classes: number): Float32Array {
  const shares = new Float32Array(truth.length * classes);
  truth.forEach((label, row) => {
    shares[row * classes + label] = 1;
  });
  return shares;
}
