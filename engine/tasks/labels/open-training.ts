// A network with one of the heads on its examples, ready to train: programs, session with the data in it, trainer.

import type { Executor } from "../../core/executor";
import { Model } from "../../core/model";
import { EvaluationPass } from "../../neural/evaluation";
import type { HeadOptions } from "../../neural/labels/head";
import { passEvaluationGraph, passTrainingGraph } from "../../neural/step";
import { Trainer } from "../../neural/trainer";
import { weightsEvent } from "../pictures/weights";
import { type Breathe, sliceMilliseconds } from "../table/matrix";
import { openSession } from "../table/trainer";
import { programFacts, stepRows, trainerSettings } from "../training/settings";
import type { Training } from "../training/training";
import { type LabelExamples, withTruth } from "./examples";
import { labelNetwork } from "./network";
import type { LabelsExperiment } from "./spec";
import { constantsOf } from "./structures";

export interface OpenOptions {
  /** Index of the training among those of the run. */
  member: number;
  seed: number;
  executor: Executor;
  breathe: Breathe;
}

/** Of labels, as logits; rows of a step that does not train, at most; epochs in which weights are shown, about. */
export const loss = { name: "binaryCrossEntropy" } as const;
const evaluationBatch = 256;
const shownEpochs = 8;

/** @throws FieldError at a layer that does not suit the data, or where the run does not fit into memory */
export function openLabelTraining(
  experiment: LabelsExperiment,
  examples: LabelExamples,
  options: HeadOptions,
  { member, seed, executor, breathe }: OpenOptions,
): Training {
  const { train = {} } = experiment;
  const { parts, rows } = examples;
  const network = labelNetwork(experiment, examples, options, seed);
  const { table, pass } = network;
  const trained = parts.train.length;
  const settings = trainerSettings(train, 0.001);
  const { optimizer } = settings;
  const batch = stepRows(train, trained);
  const model = new Model();
  const graphs = {
    train: passTrainingGraph(model, table, pass, loss, { ...train, optimizer, batch }),
    evaluate: passEvaluationGraph(model, table, pass, loss, { batch: Math.min(evaluationBatch, table.rows) }),
  };
  const session = openSession(executor, model, graphs);
  network.write(session);
  // Whether the training rows are as an epoch sees them, not as they are.
  let changed = false;
  const evaluation = { session, graphs, table, loss };
  const trainer = new Trainer({
    ...evaluation,
    train: parts.train,
    validation: parts.validation,
    seed,
    ...settings,
    beginEpoch(epoch) {
      if (!network.writeEpoch) return;
      network.writeEpoch(session, epoch);
      changed = true;
    },
  });
  const every = Math.max(1, Math.ceil((train.epochs ?? 1) / shownEpochs));
  return {
    trainer,
    model,
    program: programFacts(model, session),
    constants: constantsOf(options),
    async predict(asked = Uint32Array.from(rows.keys())) {
      // Only ever asked between two epochs, the next of which writes its own rows.
      if (changed && asked.some((row) => row < trained)) {
        network.write(session);
        changed = false;
      }
      const evaluated = new EvaluationPass(evaluation, asked);
      while (!evaluated.run(performance.now() + sliceMilliseconds)) await breathe();
      return withTruth(evaluated.predictions(), examples, asked);
    },
    keptEpoch() {
      const { bestLoss, bestEpoch, epoch } = trainer.position;
      return bestLoss === null ? epoch : bestEpoch;
    },
    async observe(epoch, over) {
      if (!over && epoch % every !== 0) return [];
      const first = network.first(model, session);
      return first ? [weightsEvent({ member, epoch }, first)] : [];
    },
    close: () => session.close(),
  };
}
