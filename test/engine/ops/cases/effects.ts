// Cases of the ops that write into variables; expected values are computed by hand from their formulas.

import type { Graph, Node } from "../../../../engine/core/graph";
import { absolute } from "../../../../engine/ops/absolute";
import { accumulate } from "../../../../engine/ops/accumulate";
import { adam } from "../../../../engine/ops/adam";
import { assign } from "../../../../engine/ops/assign";
import { gradientDescent } from "../../../../engine/ops/gradientDescent";
import { momentum } from "../../../../engine/ops/momentum";
import { rmsprop } from "../../../../engine/ops/rmsprop";
import { stepScalar } from "../../../../engine/ops/stepScalar";
import { storeRows } from "../../../../engine/ops/storeRows";
import { arithmetic, type Case, exact, rows, tensor, values } from "../harness";

interface Update {
  build(inputs: readonly Node[], graph: Graph): Node;
  /** Variables that the update writes, the gradient left out. */
  states: number;
  scalars?: Record<string, number>;
  /** Of a parameter 1, its states, and a gradient 0.5. */
  initial: readonly number[];
  expected: number;
}

/** One value by hand, then odd sizes: parameter, states (not negative), gradient. */
function updateCases({ build, states, scalars, initial, expected }: Update): Case[] {
  const common = {
    build,
    scalars,
    tolerance: arithmetic,
    terms: ([parameter]: readonly Node[]) => absolute(parameter),
  };
  const content = (size: number, index: number): number[] =>
    index > 0 && index < states ? values([size], 0.01, 1, index) : values([size], -2, 2, index);
  return [
    { ...common, name: "by hand", inputs: initial.map((value) => tensor([1], [value])), expected: [expected] },
    ...[1, 3, 17, 257].map((size) => ({
      ...common,
      name: `[${size}]`,
      inputs: Array.from({ length: states + 1 }, (_, index) => tensor([size], content(size, index))),
    })),
  ];
}

export const assignCases = updateCases({
  build: ([a, b]) => assign(a, b),
  states: 1,
  initial: [1, 0.5],
  expected: 0.5,
});

export const accumulateCases = updateCases({
  build: ([a, b]) => accumulate(a, b),
  states: 1,
  initial: [1, 0.5],
  expected: 1.5,
});

export const gradientDescentCases = updateCases({
  build: ([p, g], graph) => gradientDescent(p, g, stepScalar(graph, "rate")),
  states: 1,
  scalars: { rate: 0.1 },
  initial: [1, 0.5],
  expected: 0.95,
});

const byMomentum =
  (nesterov: boolean) =>
  ([parameter, velocity, g]: readonly Node[], graph: Graph): Node =>
    momentum({ parameter, velocity }, g, stepScalar(graph, "rate"), { momentum: 0.9, nesterov });

export const momentumCases: Case[] = [
  // v = 0.9·2 + 0.5 = 2.3.
  ...updateCases({
    build: byMomentum(false),
    states: 2,
    scalars: { rate: 0.1 },
    initial: [1, 2, 0.5],
    expected: 1 - 0.1 * 2.3,
  }),
  ...updateCases({
    build: byMomentum(true),
    states: 2,
    scalars: { rate: 0.1 },
    initial: [1, 2, 0.5],
    expected: 1 - 0.1 * (0.5 + 0.9 * 2.3),
  }).map((test) => ({ ...test, name: `${test.name}, Nesterov` })),
];

export const rmspropCases = updateCases({
  build: ([parameter, square, g], graph) =>
    rmsprop({ parameter, square }, g, stepScalar(graph, "rate"), { decay: 0.9, epsilon: 1e-8 }),
  states: 2,
  scalars: { rate: 0.1 },
  // s = 0.9·0.15 + 0.1·0.25 = 0.16.
  initial: [1, 0.15, 0.5],
  expected: 1 - (0.1 * 0.5) / 0.4,
});

export const adamCases = updateCases({
  build: ([parameter, first, second, g], graph) => {
    const scalars = {
      rate: stepScalar(graph, "rate"),
      correction1: stepScalar(graph, "correction1"),
      correction2: stepScalar(graph, "correction2"),
    };
    return adam({ parameter, first, second }, g, scalars, { beta1: 0.9, beta2: 0.96, epsilon: 1e-8, decay: 0.5 });
  },
  states: 3,
  scalars: { rate: 0.1, correction1: 2, correction2: 8 },
  // m = 0.9·0.5 + 0.1·0.5 = 0.5, v = 0.96·0.0625 + 0.04·0.25 = 0.07, √(8·0.07) = √0.56.
  initial: [1, 0.5, 0.0625, 0.5],
  expected: 1 - 0.1 * 0.5 - (0.1 * 1) / Math.sqrt(0.56),
});

export const storeRowsCases: Case[] = [
  {
    name: "the last rows of an epoch",
    inputs: [tensor([5, 2], new Array(10).fill(-1)), rows([2, 2], [1, 2, 3, 4])],
    build: ([table, x]) => storeRows(table, x),
    extent: 1,
    step: 2,
    tolerance: exact,
    expected: [-1, -1, -1, -1, -1, -1, -1, -1, 1, 2],
  },
  ...[1, 3, 17, 257].map((width) => ({
    name: `rows of ${width}`,
    inputs: [tensor([9, width]), rows([5, width], values([5, width], 5, 6))],
    build: ([table, x]: readonly Node[]) => storeRows(table, x),
    extent: 3,
    tolerance: exact,
  })),
];
