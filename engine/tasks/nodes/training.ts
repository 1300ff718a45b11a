// A graph network on its nodes, ready to train: programs, session with everything resident, trainer, layers to look at.

import type { Executor, Session } from "../../core/executor";
import type { Graph } from "../../core/graph";
import type { Model } from "../../core/model";
import { MemoryError } from "../../core/program";
import { InputError } from "../../errors";
import type { StartEvent } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";
import { EvaluationPass, programs } from "../../neural/evaluation";
import type { CompleteModel } from "../../neural/graph/defaults";
import {
  type NodeNetwork,
  type NodeNetworkOptions,
  nodeNetwork,
  type TrainedKind,
} from "../../neural/graph/node-network";
import { nodeTrainer } from "../../neural/graph/node-trainer";
import type { LossOptions } from "../../neural/step";
import type { Position, Trainer, TrainerOptions } from "../../neural/trainer";
import { type Breathe, sliceMilliseconds } from "../table/matrix";
import { programFacts, trainerSettings } from "../training/settings";
import type { NodeExamples } from "./examples";
import type { NodesExperiment } from "./spec";

export type TrainedModel = Extract<CompleteModel, { kind: TrainedKind }>;
export type NodeTraining = NonNullable<NodesExperiment["train"]>;

/** What a network on nodes gives, with the weights that its session holds. */
export interface Evaluation {
  session: Session;
  /** What the network gives for rows of its table, `outputs` numbers each; its layers can be read after it. */
  evaluate(rows: Uint32Array): Promise<Float32Array>;
  /** Of the last evaluation, by a name of `layers` or `attention`: all nodes (entries), row by row. */
  layer(name: string): Float32Array;
}

export interface OpenNetwork extends NodeNetwork, Evaluation {
  trainer: Trainer;
  program: StartEvent["program"];
}

export interface OpenOptions {
  seed: number;
  executor: Executor;
  breathe: Breathe;
}

/** @throws FieldError at the model when it does not suit the graph, or the run does not fit into memory */
export function openNetwork(
  model: TrainedModel,
  { rows: nodes, targets, parts, loss, inputs }: NodeExamples,
  train: NodeTraining,
  options: OpenOptions,
): OpenNetwork {
  const at = (examples: Uint32Array) => examples.map((example) => nodes[example]);
  const { seed } = options;
  return openTraining(
    (training) => nodeNetwork(inputs, model, { seed, targets, loss, training }),
    { loss, train: at(parts.train), validation: at(parts.validation) },
    train,
    options,
  );
}

/** What a network is trained on, rows of its table; `beginEpoch` writes what an epoch draws for itself. */
interface Trained extends Pick<TrainerOptions, "loss" | "train" | "validation"> {
  beginEpoch?(session: Session, epoch: number): void;
}

/** A network whose examples may be any, ready to train. Throws as `openNetwork`. */
export function openTraining(
  build: (training: NodeNetworkOptions["training"]) => NodeNetwork,
  { beginEpoch, ...examples }: Trained,
  train: NodeTraining,
  { seed, executor, breathe }: OpenOptions,
): OpenNetwork {
  const settings = trainerSettings(train, 0.01);
  const network = atModel(() => build({ ...train, optimizer: settings.optimizer }));
  const evaluation = evaluationOf(network, network.graphs, examples.loss, executor, breathe);
  const { session } = evaluation;
  const trainer = nodeTrainer(session, network, {
    ...examples,
    seed,
    ...settings,
    stopRule: train.stopRule,
    keep: train.keep,
    ...(beginEpoch ? { beginEpoch: (epoch: number) => beginEpoch(session, epoch) } : {}),
  });
  return {
    ...network,
    ...evaluation,
    trainer,
    program: programFacts(network.model, session),
  };
}

/** The epoch whose weights are judged. */
export function keptEpoch({ bestLoss, bestEpoch, epoch }: Position, { keep }: NodeTraining): number {
  return bestLoss === null || keep === "last" ? epoch : bestEpoch;
}

/** What a model asks of a graph is said at the model. */
function atModel<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof InputError) throw new FieldError(["model"], error.message, error.place);
    throw error;
  }
}

/** Opens a session on some programs of a network, `evaluate` among them. Throws as `openNetwork`. */
export function evaluationOf(
  network: NodeNetwork,
  graphs: Pick<NodeNetwork["graphs"], "evaluate">,
  loss: LossOptions,
  executor: Executor,
  breathe: Breathe,
): Evaluation {
  const session = openSession(executor, network.model, graphs);
  return {
    session,
    async evaluate(asked) {
      const pass = new EvaluationPass({ session, graphs, table: network.table, loss }, asked);
      while (!pass.run(performance.now() + sliceMilliseconds)) await breathe();
      return pass.predictions();
    },
    layer: (name) => Float32Array.from(session.output(programs.evaluate, name)),
  };
}

function openSession(executor: Executor, model: Model, graphs: Readonly<Record<string, Graph>>): Session {
  try {
    return executor.open(model, graphs);
  } catch (error) {
    if (error instanceof MemoryError) throw new FieldError(["model"], error.message);
    throw error;
  }
}
