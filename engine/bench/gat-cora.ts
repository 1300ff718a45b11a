// gat-cora: an epoch of graph attention over a citation-like graph, eight heads and one, dropout drawn.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { f32 } from "../core/shape";
import { gat } from "../neural/graph/gat";
import { featureSignal } from "../neural/graph/signal";
import { type Mode, Scope } from "../neural/scope";
import { batchRows, variables } from "../neural/step";
import { describe, lossChecks, verify } from "./checks";
import { citations, classes, columns, featureRows, nodes, trainedClasses } from "./cora";
import { glorot } from "./data";
import { propagation, trainOnNodes } from "./gcn";
import { openTraining } from "./training";
import type { Workload } from "./workload";

const heads = 8;
const units = 8;
const inner = heads * units;
const share = 0.6;
const decay = 5e-4;
const optimization = { optimizer: "adam", rate: 0.005 } as const;

/** Weights [inputs, outputs] of what is drawn as [outputs, inputs]. */
function transposedGlorot(seed: number, inputs: number, outputs: number): Float32Array {
  const drawn = glorot(seed, inputs, outputs);
  return drawn.map((_, i) => drawn[(i % outputs) * inputs + Math.floor(i / outputs)]);
}

/** GAT of 8 × 8 units and ELU, then one head, mean cross-entropy over 140 nodes, Adam with a penalty on all parameters. */
function gatCoraGraph(mode: Mode): Graph {
  const model = new Model();
  const initial = (name: string, shape: number[], values: Float32Array) =>
    model.declare({ name, kind: "parameter", type: f32(shape), initial: values });
  initial("gat1/weight", [columns, inner], transposedGlorot(100, columns, inner));
  initial("gat1/source", [heads, units], glorot(101, heads, units));
  initial("gat1/target", [heads, units], glorot(102, heads, units));
  initial("gat2/weight", [inner, classes], transposedGlorot(103, inner, classes));
  initial("gat2/source", [1, classes], glorot(104, 1, classes));
  initial("gat2/target", [1, classes], glorot(105, 1, classes));
  const graph = new Graph(model, { capacity: nodes });
  const scope = new Scope(graph, mode, 1);
  const { rowPointers, columnIndices, values } = featureRows();
  const features = {
    columns,
    rowPointers: Uint32Array.from(rowPointers),
    columnIndices: Uint32Array.from(columnIndices),
    values,
  };
  const neighbours = propagation(nodes, citations());
  const adjacency = { ...neighbours, values: new Float64Array(neighbours.values.length).fill(1) };
  const inputs = { nodes, features, adjacency };
  const logits = gat(
    {
      scope,
      inputs,
      features: featureSignal(scope, inputs),
      rows: batchRows(graph, { rows: nodes }, variables.order),
      outputs: classes,
      hidden: [],
      attention: [],
    },
    { kind: "gat", hidden: units, heads, layers: 2, dropout: share, attentionDropout: share, bias: true },
  );
  trainOnNodes(graph, logits, { parameters: scope.parameters, classes: trainedClasses(), decay, decays: "all" });
  return graph;
}

const checks = lossChecks({ 1: 1.945663, 20: 1.740804 });

/** The checks hold without dropout; with it, which is timed, losses are of that size. */
export const gatCora: Workload = {
  name: "gat-cora",
  unit: "epoch",
  checks,
  prepare(executor) {
    const plain = openTraining(executor, gatCoraGraph("evaluate"), optimization);
    const proof = verify("gat-cora", plain.reach(checks));
    plain.session.close();
    const { session, run, reach } = openTraining(executor, gatCoraGraph("train"), optimization);
    const note = `without dropout ${proof}; with dropout ${describe(reach(checks))}`;
    return { run, note: () => note, close: () => session.close() };
  },
};
