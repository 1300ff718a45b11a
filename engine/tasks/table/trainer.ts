// A network on encoded examples, ready to train: model, programs, session with the data in it, trainer.

import type { Executor, Session } from "../../core/executor";
import type { Graph } from "../../core/graph";
import { Model } from "../../core/model";
import { MemoryError } from "../../core/program";
import type { StartEvent } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";
import type { EvaluationOptions } from "../../neural/evaluation";
import { evaluationGraph, type Table, trainingGraph, variables } from "../../neural/step";
import { Trainer } from "../../neural/trainer";
import { programFacts, stepRows, trainerSettings } from "../training/settings";
import type { Examples, TableExperiment, TableTask } from "./task";

/** Rows of a step that does not train. */
const evaluationBatch = 512;

export interface ReadyTrainer {
  trainer: Trainer;
  evaluation: EvaluationOptions;
  program: StartEvent["program"];
}

/** Network, loss and programs of an experiment for a table of so many rows. */
export function buildPrograms(
  task: TableTask,
  experiment: TableExperiment,
  examples: Examples,
  seed: number,
): { model: Model; graphs: { train: Graph; evaluate: Graph }; table: Table; loss: EvaluationOptions["loss"] } {
  const { model: network, train = {} } = experiment;
  if (!network) throw new Error("The experiment has not been completed: it names no layers.");
  const table: Table = {
    rows: examples.rows.length,
    features: examples.features.features,
    outputs: examples.outputs,
    targets: task.targets,
  };
  const loss = task.loss(experiment, examples);
  if (network.outputActivation && (loss.name === "softmaxCrossEntropy" || loss.name === "binaryCrossEntropy")) {
    const message = `model.outputActivation does not go with the loss ${loss.name}, which brings its own: leave it out, or choose a loss on values.`;
    throw new FieldError(["model", "outputActivation"], message);
  }
  const options = { ...network, seed };
  const rows = examples.parts.train.length;
  const batch = stepRows(train, rows);
  const model = new Model();
  return {
    model,
    table,
    loss,
    graphs: {
      train: trainingGraph(model, table, options, loss, { ...train, optimizer: train.optimizer ?? "adam", batch }),
      evaluate: evaluationGraph(model, table, options, loss, { batch: Math.min(evaluationBatch, table.rows) }),
    },
  };
}

/** @throws FieldError at the layers when the programs do not fit into memory */
export function openSession(executor: Executor, model: Model, graphs: Readonly<Record<string, Graph>>): Session {
  try {
    return executor.open(model, graphs);
  } catch (error) {
    if (error instanceof MemoryError) throw new FieldError(["model", "layers"], error.message);
    throw error;
  }
}

/** @throws FieldError at the layers when the run does not fit into memory */
export function openTrainer(
  task: TableTask,
  experiment: TableExperiment,
  examples: Examples,
  seed: number,
  executor: Executor,
): ReadyTrainer {
  const { model, graphs, table, loss } = buildPrograms(task, experiment, examples, seed);
  const session = openSession(executor, model, graphs);
  session.write(variables.features, examples.features.values);
  session.write(variables.targets, examples.targets);
  const { train = {} } = experiment;
  const evaluation = { session, graphs, table, loss };
  const trainer = new Trainer({
    ...evaluation,
    graphs,
    train: examples.parts.train,
    validation: examples.parts.validation,
    seed,
    ...trainerSettings(train, 0.01),
  });
  return { trainer, evaluation, program: programFacts(model, session) };
}
