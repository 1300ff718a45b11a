// What a network on nodes is held against: the MLP without the graph, label propagation, the majority class or the mean.

import type { Executor } from "../../core/executor";
import type { RunControl } from "../../experiment/control";
import { completeModel, completeTraining } from "../../neural/graph/defaults";
import { propagateLabels } from "../../neural/graph/label-propagation";
import { fitMajority } from "../classify/baselines";
import type { GraphModelKind } from "../network/spec";
import { fitMean } from "../regress/baselines";
import { type Breathe, sliceMilliseconds } from "../table/matrix";
import type { Rival } from "../training/training";
import type { NodeExamples } from "./examples";
import { openNetwork, type TrainedModel } from "./training";

export interface BaselineOptions {
  seed: number;
  executor: Executor;
  control: RunControl;
  breathe: Breathe;
}

interface NodeBaseline extends Rival {
  /** Models that it would only repeat, or that data do not allow. */
  serves(model: GraphModelKind, inputs: NodeExamples["inputs"]): boolean;
  /** Whether it draws random numbers, so that every seed has one of its own. */
  seeded: boolean;
  /** What it gives for all examples, as the network does; undefined when it was stopped. */
  predict(examples: NodeExamples, options: BaselineOptions): Promise<ArrayLike<number> | undefined>;
}

export const mlpBaseline = "mlp";

const mlp: NodeBaseline = {
  name: mlpBaseline,
  title: "the MLP without the graph",
  serves: (model) => model !== "mlp",
  seeded: true,
  async predict(examples, options) {
    const { control, breathe } = options;
    const model = completeModel({ kind: "mlp" }) as TrainedModel;
    const { session, trainer, evaluate } = openNetwork(model, examples, completeTraining("mlp"), options);
    try {
      while (!trainer.finished) {
        // A loss that is no number ends it: what it gives then is no match for anything.
        if (trainer.advance(sliceMilliseconds).kind === "failed") break;
        await breathe();
        await control.awake();
        if (control.stopped) return undefined;
      }
      trainer.restoreBest();
      return await evaluate(examples.rows);
    } finally {
      session.close();
    }
  },
};

const labelPropagation: NodeBaseline = {
  name: "label propagation",
  title: "label propagation",
  serves: (model, { adjacency }) => model !== "labelPropagation" && adjacency !== undefined,
  seeded: false,
  predict: (examples, { breathe }) =>
    labelsPropagated(examples, completeModel({ kind: "labelPropagation" }) as PropagationModel, breathe),
};

export type PropagationModel = Parameters<typeof propagateLabels>[1];

/** For all examples what label propagation gives, from the labels of the training nodes. */
export async function labelsPropagated(
  { inputs, rows, parts, targets }: NodeExamples,
  model: PropagationModel,
  breathe: Breathe,
): Promise<Float32Array> {
  const train = parts.train.map((example) => rows[example]);
  const all = await propagateLabels(inputs, model, { train, targets, breathe });
  const { outputs } = targets;
  const chosen = new Float32Array(rows.length * outputs);
  rows.forEach((node, example) => {
    chosen.set(all.subarray(node * outputs, (node + 1) * outputs), example * outputs);
  });
  return chosen;
}

/** Fitted on the training nodes as on the rows of a table, which it sees nothing but the targets of. */
async function constant(
  { truth, outputs, parts, rows, targets }: NodeExamples,
  breathe: Breathe,
): Promise<Float64Array> {
  const matrix = { values: new Float32Array(0), width: 0 };
  const known = targets.kind === "classes" ? truth : examplesOf(targets.values, rows);
  const fitted = await (targets.kind === "classes" ? fitMajority : fitMean)(
    { ...matrix, rows: parts.train },
    known,
    outputs,
  );
  await breathe();
  return fitted({ ...matrix, rows: Array.from(rows.keys()) });
}

const examplesOf = (values: ArrayLike<number>, rows: Uint32Array): Float64Array =>
  Float64Array.from(rows, (node) => values[node]);

const majority: NodeBaseline = {
  name: "majority",
  title: "the majority class",
  serves: () => true,
  seeded: false,
  predict: (examples, { breathe }) => constant(examples, breathe),
};

const mean: NodeBaseline = { ...majority, name: "mean", title: "the mean" };

/** Those that say something beside a model on these data. */
export function baselinesOf(model: GraphModelKind, { inputs, targets }: NodeExamples): NodeBaseline[] {
  const all = [mlp, labelPropagation, targets.kind === "classes" ? majority : mean];
  return all.filter(({ serves }) => serves(model, inputs));
}
