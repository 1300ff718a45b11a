// One training on nodes as the shared run sees it: a graph network, or label propagation, which has nothing to train.

import type { Executor } from "../../core/executor";
import { Model } from "../../core/model";
import type { RunEvent } from "../../experiment/events";
import type { CompleteModel } from "../../neural/graph/defaults";
import type { Breathe } from "../table/matrix";
import { pick } from "../training/results";
import type { Training } from "../training/training";
import { labelsPropagated, type PropagationModel } from "./baselines";
import { type NodeExamples, tableTaskOf } from "./examples";
import { filterCurve } from "./frequencies";
import { LayerEvents, smoothingWarning } from "./layers";
import type { NodeData } from "./node-data";
import type { NodesExperiment } from "./spec";
import type { NodeKind } from "./split";
import { keptEpoch, openNetwork, type TrainedModel } from "./training";

export interface NodeTrainingOptions {
  experiment: NodesExperiment;
  executor: Executor;
  breathe: Breathe;
}

interface Opened {
  data: NodeData;
  model: CompleteModel;
  kind: NodeKind;
  /** Index of the member, and its seed. */
  member: number;
  seed: number;
}

/** Maps and energies of the first training come about so many times, evenly over its epochs; of others at the end. */
const views = 24;

export function openNodeTraining(options: NodeTrainingOptions, examples: NodeExamples, opened: Opened): Training {
  const { model } = opened;
  return model.kind === "labelPropagation"
    ? untrained(options, examples, model, opened.kind)
    : networkTraining(options, examples, { ...opened, model });
}

function networkTraining(
  { experiment, executor, breathe }: NodeTrainingOptions,
  examples: NodeExamples,
  { data, model, kind, member, seed }: Opened & { model: TrainedModel },
): Training {
  const { train = {} } = experiment;
  const network = openNetwork(model, examples, train, { seed, executor, breathe });
  const { trainer } = network;
  const { task, experiment: like } = tableTaskOf(experiment, kind);
  const { rows, encoder, outputs, inputs, known } = examples;
  const all = Uint32Array.from({ length: inputs.nodes }, (_, node) => node);
  const given = async (nodes: Uint32Array) => task.predictions(like, encoder, await network.evaluate(nodes));
  const about = { member, inputs, graph: data.graph, layers: network.layers, truth: known, breathe };
  const events = new LayerEvents(about);
  const every = Math.max(1, Math.floor((train.epochs ?? 1) / views));
  return {
    trainer,
    model: network.model,
    program: network.program,
    predict: (asked) => given(asked ? asked.map((example) => rows[example]) : rows),
    keptEpoch: () => keptEpoch(trainer.position, train),
    async observe(epoch, over) {
      if (!over && (member > 0 || (epoch !== 1 && epoch % every !== 0))) return [];
      const predictions = await given(all);
      const predicted = Float64Array.from(
        all,
        (node) => task.judge(0, predictions, node * outputs, outputs).prediction,
      );
      const layer = (name: string) => network.layer(name);
      const map = await events.embedding(epoch, layer, predicted);
      const energies = await events.energies(epoch, layer, filterCurve(model, data, network.trainer.weights()));
      const said: RunEvent[] = [map, energies];
      // The trainings of a run are alike in this: one of them says it.
      return over && member === 0 ? [...said, ...smoothingWarning(energies)] : said;
    },
    close: () => network.session.close(),
  };
}

/** Label propagation as a training that is over before it begins. */
function untrained(
  { experiment, executor, breathe }: NodeTrainingOptions,
  examples: NodeExamples,
  model: PropagationModel,
  kind: NodeKind,
): Training {
  const position = { epoch: 0, step: 0, index: 0, seconds: 0, loss: 0, bestEpoch: 0, bestLoss: null };
  const { task, experiment: like } = tableTaskOf(experiment, kind);
  return {
    trainer: {
      position,
      finished: true,
      advance: () => ({ kind: "slice" }),
      snapshot: () => ({ position, variables: new Map(), best: new Map() }),
      restore: () => undefined,
      restoreBest: () => undefined,
      weights: () => new Map(),
    },
    model: new Model(),
    program: { parameters: 0, instructions: 0, bytes: 0, threads: executor.threads },
    async predict(asked) {
      const all = task.predictions(like, examples.encoder, await labelsPropagated(examples, model, breathe));
      return asked ? pick(all, asked, examples.outputs) : all;
    },
    keptEpoch: () => 0,
    close: () => undefined,
  };
}
