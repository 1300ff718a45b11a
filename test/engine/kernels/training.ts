// A training program that uses much of the op table: normalisation, dropout, Adam, clipping, penalties.

import type { Executor, Session, Steps } from "../../../engine/core/executor";
import type { Graph } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import { optimizerScalars } from "../../../engine/neural/optimizers";
import { type Table, trainingGraph, variables } from "../../../engine/neural/step";

export const batch = 16;
export const rows = 50;
/** The last of an epoch has two rows. */
export const stepsPerEpoch = Math.ceil(rows / batch);
const table: Table = { rows, features: 3, outputs: 2, targets: "classes" };
const dropoutNetwork = [{ dense: 5, activation: "gelu" }, { batchNorm: true }, { dropout: 0.4 }, { dense: 4 }] as const;

/** The program; its initial weights depend on the seed. */
export function trainingProgram(seed = 1): Graph {
  return trainingGraph(
    new Model(),
    table,
    { layers: [...dropoutNetwork, { layerNorm: true }], seed },
    { name: "softmaxCrossEntropy", classWeights: [1, 2] },
    { batch, optimizer: "adamw", l1: 0.01, l2: 0.02, clipNorm: 1 },
  );
}

/** A session with the program as `train`, and data in it. */
export function openTraining(executor: Executor, graph = trainingProgram()): Session {
  const session = executor.open(graph.model, { train: graph });
  const random = new Random(2);
  const features = Float32Array.from({ length: rows * 3 }, () => random.normal());
  session.write(variables.features, features);
  session.write(
    variables.targets,
    Array.from({ length: rows }, (_, row) => Number(features[3 * row] > 0)),
  );
  session.write(variables.order, random.shuffle(Int32Array.from({ length: rows }, (_, i) => i)));
  return session;
}

/** `count` steps of the first epoch, from step `first` on. */
export function epochSteps(first: number, count: number, more: Partial<Steps> = {}): Steps {
  const each = Array.from({ length: count }, (_, i) => optimizerScalars("adamw", 0.02, first + i + 1));
  const scalars = Object.fromEntries(Object.keys(each[0]).map((name) => [name, each.map((values) => values[name])]));
  return { seed: 9, rows, first, count, index: first, scalars, ...more };
}

/** All values of a session's variables, as bytes. */
export function contents(session: Session, graph: Graph): string[] {
  return graph.model.variables.map(({ name }) => {
    const { buffer, byteOffset, byteLength } = session.read(name);
    return `${name} ${Buffer.from(buffer, byteOffset, byteLength).toString("hex")}`;
  });
}
