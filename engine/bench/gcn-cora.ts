// gcn-cora: an epoch of two graph convolutions over a citation-like graph whose features are sparse, dropout drawn.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { dropout } from "../neural/layers/dropout";
import { type Mode, Scope } from "../neural/scope";
import { matmul } from "../ops/matmul";
import { relu } from "../ops/relu";
import { sparseMatrix, withValues } from "../ops/sparse";
import { sparseMatmul } from "../ops/sparseMatmul";
import { describe, lossChecks, verify } from "./checks";
import { citations, classes, columns, featureRows, nodes, trainedClasses } from "./cora";
import { glorot } from "./data";
import { optimization, propagation, trainOnNodes } from "./gcn";
import { openTraining } from "./training";
import type { Workload } from "./workload";

const hidden = 16;
const share = 0.5;
const decay = 5e-4;

/** Â·drop(relu(Â·drop(X)·W0))·W1, mean cross-entropy over 140 nodes, Adam with a penalty on W0. */
function gcnCoraGraph(mode: Mode): Graph {
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const scope = new Scope(graph, mode, 1);
  const adjacency = sparseMatrix(graph, "adjacency", propagation(nodes, citations()));
  const x = sparseMatrix(graph, "features", featureRows());
  const dropped = withValues(x, dropout(scope, x.values, "dropout1", share));
  const first = scope.parameter("w0", [columns, hidden], () => glorot(100, columns, hidden), { weight: true });
  const second = scope.parameter("w1", [hidden, classes], () => glorot(101, hidden, classes), { weight: true });
  const inner = relu(sparseMatmul(adjacency, sparseMatmul(dropped, first)));
  const logits = sparseMatmul(adjacency, matmul(dropout(scope, inner, "dropout2", share), second));
  const { parameters } = scope;
  trainOnNodes(graph, logits, { parameters, classes: trainedClasses(), decay });
  return graph;
}

const checks = lossChecks({ 1: 1.94584, 20: 1.78822 });

/** The checks hold without dropout; with it, which is timed, losses are of that size. */
export const gcnCora: Workload = {
  name: "gcn-cora",
  unit: "epoch",
  checks,
  prepare(executor) {
    const plain = openTraining(executor, gcnCoraGraph("evaluate"), optimization);
    const proof = verify("gcn-cora", plain.reach(checks));
    plain.session.close();
    const { session, run, reach } = openTraining(executor, gcnCoraGraph("train"), optimization);
    const note = `without dropout ${proof}; with dropout ${describe(reach(checks))}`;
    return { run, note: () => note, close: () => session.close() };
  },
};
