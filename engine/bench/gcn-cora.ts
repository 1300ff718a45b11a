// gcn-cora: an epoch of two graph convolutions over a citation-like graph whose features are sparse, dropout drawn.

import type { Executor, Session } from "../core/executor";
import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { dropout } from "../neural/layers/dropout";
import { type Mode, Scope } from "../neural/scope";
import { matmul } from "../ops/matmul";
import { relu } from "../ops/relu";
import { type CompressedRows, sparseMatrix, withValues } from "../ops/sparse";
import { sparseMatmul } from "../ops/sparseMatmul";
import { draw, glorot, u, undirected } from "./data";
import { adamScalars, propagation, trainOnNodes } from "./gcn";
import type { Workload } from "./workload";

const nodes = 2708;
const features = 1433;
const hidden = 16;
const classes = 7;
const trained = 140;
const share = 0.5;
const decay = 5e-4;

/** Each feature is there with a probability of 0.0127; rows sum to 1. */
function featureRows(): CompressedRows & { values: Float32Array } {
  const rowPointers = new Int32Array(nodes + 1);
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (let node = 0; node < nodes; node++) {
    for (let feature = 0; feature < features; feature++) {
      if (u(12, node * features + feature) < 0.0127) columnIndices.push(feature);
    }
    const count = columnIndices.length - rowPointers[node];
    for (let entry = 0; entry < count; entry++) values.push(1 / count);
    rowPointers[node + 1] = columnIndices.length;
  }
  return { rows: nodes, columns: features, rowPointers, columnIndices, values: Float32Array.from(values) };
}

/** Â·drop(relu(Â·drop(X)·W0))·W1, mean cross-entropy over 140 nodes, Adam with a penalty on W0. */
function gcnCoraGraph(mode: Mode): Graph {
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const scope = new Scope(graph, mode, 1);
  const adjacency = sparseMatrix(graph, "adjacency", propagation(nodes, undirected(nodes, 5278, 10)));
  const x = sparseMatrix(graph, "features", featureRows());
  const dropped = withValues(x, dropout(scope, x.values, "dropout1", share));
  const first = scope.parameter("w0", [features, hidden], () => glorot(100, features, hidden), { weight: true });
  const second = scope.parameter("w1", [hidden, classes], () => glorot(101, hidden, classes), { weight: true });
  const inner = relu(sparseMatmul(adjacency, sparseMatmul(dropped, first)));
  const logits = sparseMatmul(adjacency, matmul(dropout(scope, inner, "dropout2", share), second));
  const { parameters } = scope;
  trainOnNodes(graph, logits, { parameters, classes: draw(13, classes, trained), decay });
  return graph;
}

/** Runs epochs; the loss of the last one. */
function trainer(executor: Executor, mode: Mode): { run(count: number): void; loss(): string } {
  const graph = gcnCoraGraph(mode);
  const session: Session = executor.open(graph.model, { epoch: graph });
  let index = 0;
  return {
    run(count) {
      const scalars = adamScalars(index, count);
      session.run("epoch", { seed: 1, rows: count, first: 0, count, index, scalars });
      index += count;
    },
    loss: () => session.output("epoch", "loss")[0].toPrecision(6),
  };
}

export const gcnCora: Workload = {
  name: "gcn-cora",
  unit: "epoch",
  prepare(executor) {
    const note: string[] = [];
    const check = (mode: Mode, words: string): ReturnType<typeof trainer> => {
      const one = trainer(executor, mode);
      one.run(1);
      const first = one.loss();
      one.run(19);
      note.push(`${words} loss1 ${first}, loss20 ${one.loss()}`);
      return one;
    };
    check("evaluate", "without dropout");
    const { run } = check("train", "with dropout");
    return { run, note: () => note.join("; ") };
  },
};
