// The optimizers: states that each keeps for a parameter, and its update in the graph.

import type { Graph, Node } from "../core/graph";
import { adam } from "../ops/adam";
import { gradientDescent } from "../ops/gradientDescent";
import { momentum } from "../ops/momentum";
import { rmsprop } from "../ops/rmsprop";
import { stepScalar } from "../ops/stepScalar";
import type { optimizerNames } from "../tasks/table/spec";
import { modelVariable, type Parameter } from "./scope";

export type OptimizerName = (typeof optimizerNames)[number];

export interface OptimizerOptions {
  optimizer: OptimizerName;
  /** Of momentum and nesterov; 0.9 unless said. */
  momentum?: number;
  /** Decoupled decay of adamw, on every parameter as PyTorch's; 0.01 unless said. */
  weightDecay?: number;
  /** Of adam and adamw; 0.9 unless said. */
  beta1?: number;
}

/** PyTorch's defaults, but that RMSprop's and Adam's learning rates are the caller's. */
const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const rmspropDefaults = { decay: 0.99, epsilon: 1e-8 };

/** What an update sees: the parameter, its gradient, a state of the parameter by name, a step scalar by name. */
interface Update {
  parameter: Node;
  gradient: Node;
  state(name: string): Node;
  scalar(name: string): Node;
  options: OptimizerOptions;
}

const withMomentum =
  (nesterov: boolean) =>
  ({ parameter, gradient, state, scalar, options }: Update): Node =>
    momentum({ parameter, velocity: state("velocity") }, gradient, scalar("rate"), {
      momentum: options.momentum ?? 0.9,
      nesterov,
    });

const withMoments =
  (decay: (options: OptimizerOptions) => number) =>
  ({ parameter, gradient, state, scalar, options }: Update): Node =>
    adam(
      { parameter, first: state("first"), second: state("second") },
      gradient,
      { rate: scalar("rate"), correction1: scalar("correction1"), correction2: scalar("correction2") },
      { ...adamDefaults, beta1: options.beta1 ?? adamDefaults.beta1, decay: decay(options) },
    );

/** The formulas are those of the ops. */
const updates: Readonly<Record<OptimizerName, (update: Update) => Node>> = {
  gradientDescent: ({ parameter, gradient, scalar }) => gradientDescent(parameter, gradient, scalar("rate")),
  momentum: withMomentum(false),
  nesterov: withMomentum(true),
  rmsprop: ({ parameter, gradient, state, scalar }) =>
    rmsprop({ parameter, square: state("square") }, gradient, scalar("rate"), rmspropDefaults),
  adam: withMoments(() => 0),
  adamw: withMoments(({ weightDecay = 0.01 }) => weightDecay),
};

/** Appends the update of every parameter by its gradient; declares the states `parameter/velocity` and so on. */
export function update(
  graph: Graph,
  parameters: readonly Parameter[],
  gradients: readonly Node[],
  options: OptimizerOptions,
): void {
  const scalars = new Map<string, Node>();
  const scalar = (name: string): Node => {
    const known = scalars.get(name) ?? stepScalar(graph, name);
    scalars.set(name, known);
    return known;
  };
  parameters.forEach(({ node, name }, index) => {
    const state = (part: string) => modelVariable(graph, "state", `${name}/${part}`, node.type.shape);
    graph.within(name, () =>
      updates[options.optimizer]({ parameter: node, gradient: gradients[index], state, scalar, options }),
    );
  });
}

/** Scalars of step `t`, counted from 1 over the whole training, for `Steps.scalars`: `rate`, and Adam's corrections. */
export function optimizerScalars(
  name: OptimizerName,
  rate: number,
  t: number,
  beta1 = adamDefaults.beta1,
): Record<string, number> {
  if (name !== "adam" && name !== "adamw") return { rate };
  return { rate, correction1: 1 / (1 - beta1 ** t), correction2: 1 / (1 - adamDefaults.beta2 ** t) };
}
