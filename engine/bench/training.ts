// What the workloads share that train: gradients and updates, steps on one fixed batch, and the losses that prove them.

import type { Executor, Session } from "../core/executor";
import { gradient } from "../core/gradient";
import type { Graph, Node } from "../core/graph";
import { type OptimizerOptions, optimizerScalars, update } from "../neural/optimizers";
import type { Parameter } from "../neural/scope";
import { type Check, type Found, reach, verify } from "./checks";
import type { Prepared, Workload } from "./workload";

export interface Optimization extends OptimizerOptions {
  rate: number;
}

/** Appends what trains `parameters` on `loss`, and keeps the loss as an output. */
export function train(
  loss: Node,
  parameters: readonly Parameter[],
  optimization: OptimizerOptions,
  output = "loss",
): void {
  const { graph } = loss;
  graph.output(output, loss);
  const nodes = parameters.map(({ node }) => node);
  update(graph, parameters, gradient(loss, nodes), optimization);
}

export interface TrainingWorkload {
  name: string;
  unit?: string;
  checks: readonly Check[];
  optimization: Optimization;
  /** Of a step, as the definition counts them. */
  gigaflop?: number;
  /** One step, on as many rows as its capacity. */
  graph(): Graph;
}

/** The workload of a training program, which runs many steps in a call. */
export function trainingWorkload({ graph: build, optimization, gigaflop, ...rest }: TrainingWorkload): Workload {
  const { name, checks } = rest;
  return {
    unit: "step",
    ...rest,
    prepare(executor: Executor): Prepared {
      const { session, run, reach } = openTraining(executor, build(), optimization);
      const proof = verify(name, reach(checks));
      return {
        run,
        note(milliseconds) {
          const speed = gigaflop ? `, ${((1e3 * gigaflop) / milliseconds).toFixed(1)} GFLOP/s` : "";
          return `${proof}${speed}, ${(session.bytes / 2 ** 20).toFixed(1)} MB of memory`;
        },
        close: () => session.close(),
      };
    },
  };
}

/** A program that trains, as `step` of a session. */
export interface Training {
  session: Session;
  /** Runs steps on as many rows as the program's capacity. */
  run(count: number): void;
  /** Runs to each of the steps of the checks. */
  reach(checks: readonly Check[]): Found;
}

export function openTraining(executor: Executor, graph: Graph, optimization: Optimization): Training {
  const session = executor.open(graph.model, { step: graph });
  let index = 0;
  const run = (count: number): void => {
    const scalars = scalarColumns(optimization, index, count);
    session.run("step", { seed: 1, rows: graph.capacity * count, first: 0, count, index, scalars });
    index += count;
  };
  const loss = (output: string): number => session.output("step", output)[0];
  return { session, run, reach: (checks) => reach(checks, run, loss) };
}

/** The step scalars of `count` steps after `index` of them. */
function scalarColumns(
  { optimizer, rate, beta1 }: Optimization,
  index: number,
  count: number,
): Record<string, Float64Array> {
  const columns: Record<string, Float64Array> = { rate: new Float64Array(count).fill(rate) };
  const corrections = Object.keys(optimizerScalars(optimizer, rate, 1)).filter((name) => name !== "rate");
  if (corrections.length === 0) return columns;
  for (const name of corrections) columns[name] = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const values = optimizerScalars(optimizer, rate, index + i + 1, beta1);
    for (const name of corrections) columns[name][i] = values[name];
  }
  return columns;
}
