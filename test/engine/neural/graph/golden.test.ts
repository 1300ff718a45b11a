// Graph networks against PyTorch Geometric's numbers: logits, losses and weights after three steps.

import assert from "node:assert/strict";
import type { Executor } from "../../../../engine/core/executor";
import { completeModel } from "../../../../engine/neural/graph/defaults";
import type { NodeInputs } from "../../../../engine/neural/graph/inputs";
import { propagateLabels } from "../../../../engine/neural/graph/label-propagation";
import { type NodeTargets, nodeNetwork, type TrainedModel } from "../../../../engine/neural/graph/node-network";
import { optimizerScalars } from "../../../../engine/neural/optimizers";
import { readSums, variables } from "../../../../engine/neural/step";
import type { GraphModel } from "../../../../engine/tasks/network/spec";
import { readGolden } from "../../../golden/read";
import { executors } from "../../executors";
import { incidence, sparseOf, undirected } from "./inputs";

type Numbers = Readonly<Record<string, number[]>>;

interface Case {
  model: GraphModel;
  weighted: boolean;
  l2On: "first" | "all";
  classWeights: number[] | null;
  regression: boolean;
  initial: Numbers;
  logits: number[];
  losses: number[];
  final: Numbers;
  attention1?: number[];
}

interface Golden {
  nodes: number;
  hidden: number;
  classes: number;
  rate: number;
  decay: number;
  pairs: [number, number][];
  weights: number[];
  features: number[];
  targets: number[];
  values: number[];
  train: number[];
  members: number[][];
  hyperedgeWeights: number[];
  cases: Case[];
  labelPropagation: { hops: number; alpha: number; result: number[] };
}

const golden = readGolden<Golden>("graph-layers");
const { nodes, pairs, train, classes } = golden;

const dense = { columns: golden.features.length / nodes, values: Float32Array.from(golden.features) };
const sparse = sparseOf(golden.features, nodes);
const classTargets: NodeTargets = { kind: "classes", outputs: classes, values: golden.targets };

function inputsOf(weighted: boolean, features: NodeInputs["features"]): NodeInputs {
  return {
    nodes,
    features,
    adjacency: undirected(nodes, pairs, weighted ? golden.weights : undefined),
    incidence: incidence(nodes, golden.members),
    hyperedgeWeights: Float64Array.from(golden.hyperedgeWeights),
  };
}

function assertNear(actual: ArrayLike<number>, expected: readonly number[], what: string, tolerance = 1e-5): void {
  assert.equal(actual.length, expected.length, what);
  const largest = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i] - value);
    assert.ok(error <= tolerance * largest, `${what}, element ${i}: ${actual[i]} instead of ${value}`);
  });
}

function check(executor: Executor, one: Case, features: NodeInputs["features"]): void {
  const { model, initial, classWeights, regression } = one;
  const width = model.kind === "gat" ? {} : { layers: 2 };
  const complete = completeModel({ hidden: golden.hidden, dropout: 0, ...width, ...model } as GraphModel);
  if (complete.kind === "gat") complete.attentionDropout = 0;
  const loss = regression
    ? ({ name: "meanSquare" } as const)
    : ({ name: "softmaxCrossEntropy", classWeights: classWeights ?? undefined } as const);
  const network = nodeNetwork(inputsOf(one.weighted, features), complete as TrainedModel, {
    seed: 1,
    loss,
    targets: regression ? { kind: "values", outputs: 2, values: golden.values } : classTargets,
    training: { optimizer: "adam", l2: golden.decay, l2On: one.l2On },
  });
  const session = executor.open(network.model, network.graphs);
  const named = network.model.variables.filter(({ kind }) => kind === "parameter").map(({ name }) => name);
  assert.deepEqual(named.toSorted(), Object.keys(initial).toSorted());
  for (const name in initial) session.write(name, initial[name]);
  session.write(variables.order, train);
  session.write(variables.evaluationOrder, train);
  const steps = { seed: 1, rows: train.length, first: 0, count: 1 };
  session.run("evaluate", { ...steps, index: 0 });
  // Batch normalisation has not seen a batch yet.
  if (model.kind !== "gin") assertNear(session.output("evaluate", "logits"), one.logits, "logits");
  if (one.attention1) assertNear(session.output("evaluate", "attention1"), one.attention1, "attention");
  one.losses.forEach((expected, step) => {
    session.write(variables.trainingSums, [0, 0, 0]);
    const values = Object.entries(optimizerScalars("adam", golden.rate, step + 1)).map(([name, value]) => [
      name,
      [value],
    ]);
    session.run("train", { ...steps, index: step, scalars: Object.fromEntries(values) });
    const sums = readSums(session.read(variables.trainingSums), train.length, network.table, loss);
    assertNear([sums.loss], [expected], `loss ${step + 1}`);
  });
  for (const name in one.final) assertNear(session.read(name), one.final[name], name, 3e-5);
  session.close();
}

/** The oracle, and the kernels with everything that cuts and shares work; ops have tests on all executors. */
const chosen = [executors[0], executors[executors.length - 1]];

for (const executor of chosen) {
  describe(`graph networks on ${executor.id}`, () => {
    golden.cases.forEach((one, index) => {
      it(`${JSON.stringify(one.model)}${one.regression ? ", of values" : ""}`, () => {
        // Sparse or dense features, in turn over the models, and the other way round on the other executor.
        check(executor, one, (index + chosen.indexOf(executor)) % 2 ? dense : sparse);
      });
    });
  });
}

describe("label propagation", () => {
  it("as PyTorch Geometric", async () => {
    const { hops, alpha, result } = golden.labelPropagation;
    const found = await propagateLabels(
      inputsOf(true, dense),
      { kind: "labelPropagation", hops, alpha },
      { train: Uint32Array.from(train), targets: classTargets, breathe: async () => {} },
    );
    assertNear(found, result, "shares");
  });
});
