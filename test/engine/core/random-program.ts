// Random programs: a chain of ops on rows, images or nodes, a loss, its gradients of both orders, and updates.

import { gradient } from "../../../engine/core/gradient";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import { f32, i32, sizeOf, type TensorType } from "../../../engine/core/shape";
import { accumulate } from "../../../engine/ops/accumulate";
import { add } from "../../../engine/ops/add";
import { batch } from "../../../engine/ops/batch";
import { constant } from "../../../engine/ops/fill";
import { gather } from "../../../engine/ops/gather";
import { mean } from "../../../engine/ops/mean";
import { multiply } from "../../../engine/ops/multiply";
import { type SparseMatrix, sparseMatrix } from "../../../engine/ops/sparse";
import { storeRows } from "../../../engine/ops/storeRows";
import { sum } from "../../../engine/ops/sum";
import { tanh } from "../../../engine/ops/tanh";
import { variable } from "../../../engine/ops/variable";
import { batchSteps, imageSteps, nodeSteps, type Source, type Step } from "./random-steps";

const tableRows = 40;

/** What a program works on, how many there are of the kind, and how many steps each has at most. */
export const kinds = [
  { name: "rows", programs: 100, steps: 11 },
  { name: "images", programs: 60, steps: 3 },
  { name: "nodes", programs: 60, steps: 8 },
] as const;
export type Kind = (typeof kinds)[number];

export interface RandomProgram {
  graph: Graph;
  model: Model;
  extent: number;
}

/** A chain of random ops, a loss, its gradients, updates and, of a batch, stored rows. */
export function randomProgram({ name: kind, steps: limit }: Kind, seed: number): RandomProgram {
  const random = new Random(seed, 5);
  const nodes = kind === "nodes";
  const capacity = nodes ? 1 : 1 + random.integer(9);
  const model = new Model();
  const graph = new Graph(model, { capacity });
  const parameters: Node[] = [];
  const declare = (type: TensorType, kind: "parameter" | "data"): Node => {
    const initial = Array.from({ length: sizeOf(type.shape) }, () => Math.fround(random.normal()));
    return variable(graph, model.declare({ name: `v${model.variables.length}`, kind, type, initial }));
  };
  const parameter = (shape: number[]): Node => {
    parameters.push(declare(f32(shape), "parameter"));
    return parameters[parameters.length - 1];
  };
  const order = Array.from({ length: tableRows }, () => random.integer(tableRows));
  const orders = variable(
    graph,
    model.declare({ name: "order", kind: "data", type: i32([tableRows]), initial: order }),
  );
  const source: Source = { graph, random, parameter, tableRows, index: nodes ? orders : batch(orders) };
  const table = declare(f32([tableRows, 1 + random.integer(7)]), "data");
  const choices: Record<Kind["name"], () => Step[]> = {
    rows: () => batchSteps(source),
    images: () => imageSteps(source),
    nodes: () => nodeSteps(source, randomMatrix(graph, random, parameters)),
  };
  const steps = choices[kind]();
  let x = nodes ? table : gather(table, source.index);
  for (let step = 0; step < 1 + random.integer(limit); step++) x = tanh(steps[random.integer(steps.length)](x));

  const loss = graph.output("loss", mean(multiply(x, add(x, parameter([])))));
  const first = gradient(loss, parameters);
  const norm = first.map((node) => sum(multiply(node, node))).reduce((a, b) => add(a, b));
  const second = gradient(norm, parameters);
  [...first, ...second].forEach((node, i) => {
    graph.output(`gradient ${i}`, node);
  });
  graph.output("result", x);
  if (!nodes) storeRows(declare(f32([tableRows, x.type.shape[1]]), "data"), x);
  parameters.forEach((node, i) => {
    accumulate(node, multiply(first[i], constant(graph, -0.1)));
  });
  return { graph, model, extent: 1 + random.integer(capacity) };
}

/** A matrix over the nodes with a few entries a row, none in some, trained or not. */
function randomMatrix(graph: Graph, random: Random, parameters: Node[]): SparseMatrix {
  const rowPointers = [0];
  const columnIndices: number[] = [];
  for (let row = 0; row < tableRows; row++) {
    const entries = random.integer(4);
    for (let entry = 0; entry < entries; entry++) columnIndices.push(random.integer(tableRows));
    rowPointers.push(columnIndices.length);
  }
  const values = columnIndices.map(() => Math.fround(random.normal()));
  const trained = random.integer(2) === 0;
  const pattern = { rows: tableRows, columns: tableRows, rowPointers, columnIndices, values };
  const matrix = sparseMatrix(graph, "matrix", pattern, { trained });
  if (trained) parameters.push(matrix.values);
  return matrix;
}
