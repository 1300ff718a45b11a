// Cases of the ops that have no input, or only the order of the epoch.

import { threefry } from "../../../../engine/core/random";
import { f32 } from "../../../../engine/core/shape";
import { shift } from "../../../../engine/ops/add";
import { batch } from "../../../../engine/ops/batch";
import { dropoutMask } from "../../../../engine/ops/dropoutMask";
import { extent } from "../../../../engine/ops/extent";
import { fill } from "../../../../engine/ops/fill";
import { oneHot } from "../../../../engine/ops/oneHot";
import { stepScalar } from "../../../../engine/ops/stepScalar";
import { arithmetic, type Case, exact, integers, rows, tensor } from "../harness";

/** The harness runs step 3 over the whole training, with seed 11. */
function mask(count: number, stream: number, share: number): number[] {
  const block = new Uint32Array(2);
  return Array.from({ length: count }, (_, element) => {
    threefry(11, stream, Math.floor(element / 4), 3, block);
    const bits = (block[Math.floor(element / 2) % 2] >>> (16 * (element % 2))) % 65536;
    return bits >= share * 65536 ? 1 / (1 - share) : 0;
  });
}

export const dropoutMaskCases: Case[] = [
  ...[1, 3, 17, 257].map((size) => ({
    name: `[${size}]`,
    inputs: [],
    build: (_: unknown, graph: Parameters<Case["build"]>[1]) => dropoutMask(graph, f32([size]), size, 0.75),
    tolerance: exact,
    expected: mask(size, size, 0.75),
  })),
  {
    name: "3 of 5 rows of 7, a large stream",
    inputs: [],
    capacity: 5,
    extent: 3,
    build: (_, graph) => dropoutMask(graph, f32([5, 7], true), 0x7ffffff1, 0.5),
    tolerance: exact,
    expected: mask(21, 0x7ffffff1, 0.5),
  },
];

// The value is rounded to f32 where the executor computes in it.
export const fillCases: Case[] = [
  ...[1, 3, 17, 257].map((size) => ({
    name: `[${size}]`,
    inputs: [],
    build: (_: unknown, graph: Parameters<Case["build"]>[1]) => fill(graph, f32([size]), 0.1),
    tolerance: arithmetic,
    expected: new Array(size).fill(0.1),
  })),
  {
    name: "rows",
    inputs: [rows([5, 3])],
    extent: 2,
    build: ([x], graph) => fill(graph, x.type, -7),
    tolerance: exact,
    expected: new Array(6).fill(-7),
  },
];

export const extentCases: Case[] = [
  { name: "all rows", inputs: [], capacity: 9, build: (_, graph) => extent(graph), tolerance: exact, expected: [9] },
  {
    name: "the last rows of an epoch",
    inputs: [],
    capacity: 9,
    extent: 2,
    step: 3,
    build: (_, graph) => extent(graph),
    tolerance: exact,
    expected: [2],
  },
];

export const stepScalarCases: Case[] = [
  {
    name: "the second of two",
    inputs: [],
    scalars: { rate: 0.25, other: 7 },
    build: (_, graph) => shift(stepScalar(graph, "other"), 0),
    tolerance: exact,
    expected: [7],
  },
  {
    name: "used twice",
    inputs: [tensor([1], [0])],
    scalars: { rate: 0.25 },
    build: (_, graph) => {
      stepScalar(graph, "rate");
      return stepScalar(graph, "rate");
    },
    tolerance: exact,
    expected: [0.25],
  },
];

const order = integers([10], [4, 3, 2, 1, 0, 0, 1, 2, 3, 4]);

export const batchCases: Case[] = [
  {
    name: "a whole batch",
    inputs: [order],
    capacity: 4,
    build: ([x]) => oneHot(batch(x), 5),
    tolerance: exact,
    expected: [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
  },
  {
    name: "the last batch of an epoch",
    inputs: [order],
    capacity: 4,
    extent: 2,
    step: 2,
    build: ([x]) => oneHot(batch(x), 5),
    tolerance: exact,
    expected: [0, 0, 0, 1, 0, 0, 0, 0, 0, 1],
  },
];

export const variableCases: Case[] = [
  {
    name: "the value it holds",
    inputs: [tensor([3], [1, 2, 3])],
    build: ([x]) => x,
    tolerance: exact,
    expected: [1, 2, 3],
    smooth: true,
  },
];
