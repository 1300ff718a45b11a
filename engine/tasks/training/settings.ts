// What `train` of an experiment says to a trainer, with what it leaves open, and what a program comes to.

import type { Session } from "../../core/executor";
import type { Model } from "../../core/model";
import type { StartEvent } from "../../experiment/events";
import { programs } from "../../neural/evaluation";
import type { TrainerOptions } from "../../neural/trainer";

type Settings = Pick<TrainerOptions, "epochs" | "optimizer" | "learningRate" | "schedule" | "earlyStopping">;

/** `rate` is the learning rate where none is said. */
export const trainerSettings = (train: Partial<Settings>, rate: number): Settings => ({
  epochs: train.epochs ?? 1,
  optimizer: train.optimizer ?? "adam",
  learningRate: train.learningRate ?? rate,
  schedule: train.schedule ?? { kind: "constant" },
  earlyStopping: train.earlyStopping,
});

/** Rows of a step, of `rows` that train: all of them unless said. */
export const stepRows = ({ batch = "full" }: { batch?: number | "full" }, rows: number): number =>
  batch === "full" ? rows : Math.min(batch, rows);

/** Of the training step. */
export const programFacts = (model: Model, session: Session): StartEvent["program"] => ({
  parameters: model.parameterCount,
  instructions: session.instructionCount(programs.train),
  bytes: session.bytes,
  threads: session.threads,
});
