// gcn-large: an epoch of two graph convolutions over 170 000 nodes and 1 160 000 edges.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { modelVariable, Scope } from "../neural/scope";
import { matmul } from "../ops/matmul";
import { relu } from "../ops/relu";
import { sparseMatrix } from "../ops/sparse";
import { sparseMatmul } from "../ops/sparseMatmul";
import { lossChecks } from "./checks";
import { distinctPairs, draw, glorot, u, uni } from "./data";
import { optimization, propagation, trainOnNodes } from "./gcn";
import { trainingWorkload } from "./training";

const nodes = 170_000;
const edges = 1_160_000;
const features = 128;
const hidden = 256;
const classes = 40;
const trained = 90_941;

/** Ends near 0 are likely, then scattered over all nodes. */
const end = (seed: number, index: number): number => (48271 * Math.floor(nodes * u(seed, index) ** 2) + 11) % nodes;

/** Â·relu((Â·X)·W0)·W1 in the cheapest order, Â·X being computed once, mean cross-entropy over 90 941 nodes, Adam. */
function gcnLargeGraph(): Graph {
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const scope = new Scope(graph, "train", 1);
  const pairs = distinctPairs(nodes, edges, (k) => [end(20, k), end(21, k)]);
  const adjacency = sparseMatrix(graph, "adjacency", propagation(nodes, pairs));
  const x = modelVariable(graph, "data", "features", [nodes, features], () => uni(22, -1, 1, nodes * features));
  const first = scope.parameter("w0", [features, hidden], () => glorot(100, features, hidden));
  const second = scope.parameter("w1", [hidden, classes], () => glorot(101, hidden, classes));
  const inner = relu(matmul(sparseMatmul(adjacency, x), first));
  const logits = sparseMatmul(adjacency, matmul(inner, second));
  trainOnNodes(graph, logits, { parameters: scope.parameters, classes: draw(23, classes, trained) });
  return graph;
}

export const gcnLarge = trainingWorkload({
  name: "gcn-large",
  unit: "epoch",
  checks: lossChecks({ 1: 3.69115, 2: 3.68914 }),
  optimization,
  graph: gcnLargeGraph,
});
