// Cases of the ops that move elements, and of gathering and scattering rows.

import { f32 } from "../../../../engine/core/shape";
import { absolute } from "../../../../engine/ops/absolute";
import { broadcast } from "../../../../engine/ops/broadcast";
import { concat } from "../../../../engine/ops/concat";
import { gather } from "../../../../engine/ops/gather";
import { oneHot } from "../../../../engine/ops/oneHot";
import { reshape } from "../../../../engine/ops/reshape";
import { scatterAdd } from "../../../../engine/ops/scatterAdd";
import { slice } from "../../../../engine/ops/slice";
import { transpose } from "../../../../engine/ops/transpose";
import { arithmetic, type Case, exact, type Input, integers, rows, tensor } from "../harness";

const rounded = (shape: number[]): string => `[${shape}]`;

function broadcastCase(input: Input, target: number[], rest: Partial<Case> = {}): Case {
  const batched = input.batched ?? false;
  return {
    name: `${rounded([...input.shape])} to ${rounded(target)}`,
    inputs: [input],
    build: ([x]) => broadcast(x, f32(target, batched)),
    tolerance: exact,
    smooth: true,
    ...rest,
  };
}

export const broadcastCases: Case[] = [
  broadcastCase(tensor([2, 1], [1, 2]), [2, 3], { expected: [1, 1, 1, 2, 2, 2] }),
  broadcastCase(tensor([]), [257]),
  broadcastCase(tensor([17]), [3, 17]),
  broadcastCase(tensor([3, 1, 5, 1]), [2, 3, 4, 5, 6]),
  broadcastCase(tensor([1]), [1]),
  broadcastCase(rows([5, 1]), [5, 7], { extent: 3 }),
  broadcastCase(rows([5, 3, 1]), [5, 3, 2], { extent: 1 }),
  {
    name: "[7] to 3 of 5 rows",
    inputs: [tensor([7]), rows([5, 1])],
    build: ([x]) => broadcast(x, f32([5, 7], true)),
    tolerance: exact,
    extent: 3,
    smooth: true,
  },
];

function transposeCase(input: Input, permutation?: number[], rest: Partial<Case> = {}): Case {
  return {
    name: `${rounded([...input.shape])} as ${permutation ?? "the last two exchanged"}`,
    inputs: [input],
    build: ([x]) => transpose(x, permutation),
    tolerance: exact,
    smooth: true,
    ...rest,
  };
}

export const transposeCases: Case[] = [
  transposeCase(tensor([2, 3], [1, 2, 3, 4, 5, 6]), undefined, { expected: [1, 4, 2, 5, 3, 6] }),
  transposeCase(tensor([17, 257])),
  transposeCase(tensor([1, 3])),
  transposeCase(tensor([2, 3, 4, 5]), [3, 1, 0, 2]),
  transposeCase(tensor([3]), [0]),
  transposeCase(rows([5, 3, 4]), undefined, { extent: 2 }),
  transposeCase(rows([5, 2, 3, 4]), [0, 3, 1, 2], { extent: 3 }),
];

function sliceCase(input: Input, [axis, begin, end]: [number, number, number], rest: Partial<Case> = {}): Case {
  return {
    name: `${begin} … ${end} of axis ${axis} of ${rounded([...input.shape])}`,
    inputs: [input],
    build: ([x]) => slice(x, axis, begin, end),
    tolerance: exact,
    smooth: true,
    ...rest,
  };
}

export const sliceCases: Case[] = [
  sliceCase(tensor([2, 3], [1, 2, 3, 4, 5, 6]), [1, 1, 3], { expected: [2, 3, 5, 6] }),
  sliceCase(tensor([257]), [0, 3, 20]),
  sliceCase(tensor([257]), [0, 0, 257]),
  sliceCase(tensor([17, 3]), [0, 16, 17]),
  sliceCase(tensor([4, 5, 6]), [1, 2, 4]),
  sliceCase(tensor([4, 5, 6]), [-1, 5, 6]),
  sliceCase(rows([5, 7]), [1, 2, 6], { extent: 3 }),
  sliceCase(rows([5, 3, 4]), [2, 1, 2], { extent: 2 }),
];

function concatCase(inputs: Input[], axis: number, rest: Partial<Case> = {}): Case {
  return {
    name: `${inputs.map(({ shape }) => rounded([...shape])).join(" and ")} along ${axis}`,
    inputs,
    build: (nodes) => concat(nodes, axis),
    tolerance: exact,
    smooth: true,
    ...rest,
  };
}

export const concatCases: Case[] = [
  concatCase([tensor([2, 1], [1, 2]), tensor([2, 2], [3, 4, 5, 6])], 1, { expected: [1, 3, 4, 2, 5, 6] }),
  concatCase([tensor([1]), tensor([3]), tensor([17]), tensor([257])], 0),
  concatCase([tensor([2, 3, 4]), tensor([2, 1, 4]), tensor([2, 5, 4])], 1),
  concatCase(
    Array.from({ length: 9 }, (_, i) => tensor([3, i + 1])),
    -1,
  ),
  concatCase([rows([5, 2]), rows([5, 3])], 1, { extent: 3 }),
  concatCase([rows([5, 2, 3]), rows([5, 2, 1])], 2, { extent: 4 }),
];

export const reshapeCases: Case[] = [
  {
    name: "[2, 3] to [3, 2, 1]",
    inputs: [tensor([2, 3], [1, 2, 3, 4, 5, 6])],
    build: ([x]) => reshape(x, f32([3, 2, 1])),
    tolerance: exact,
    expected: [1, 2, 3, 4, 5, 6],
    smooth: true,
  },
  {
    name: "3 of 5 rows of [2, 3] to rows of 6",
    inputs: [rows([5, 2, 3])],
    build: ([x]) => reshape(x, f32([5, 6], true)),
    tolerance: exact,
    extent: 3,
    smooth: true,
  },
];

export const oneHotCases: Case[] = [
  {
    name: "with indices outside",
    inputs: [integers([5], [2, 0, -1, 3, 1])],
    build: ([index]) => oneHot(index, 3),
    tolerance: exact,
    expected: [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
  },
  {
    name: "3 of 5 rows",
    inputs: [{ ...integers([5], [2, 0, 1, 1, 0]), batched: true }],
    build: ([index]) => oneHot(index, 17),
    tolerance: exact,
    extent: 3,
  },
  {
    name: "one class",
    inputs: [integers([257], new Array(257).fill(0))],
    build: ([index]) => oneHot(index, 1),
    tolerance: exact,
    expected: new Array(257).fill(1),
  },
];

const someRows = [4, 0, 4, 2, 1, 4, 0];

export const gatherCases: Case[] = [
  {
    name: "a row outside the table",
    inputs: [tensor([2, 2], [1, 2, 3, 4]), integers([4], [1, 0, 2, -1])],
    build: ([table, index]) => gather(table, index),
    tolerance: exact,
    expected: [3, 4, 1, 2, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
  },
  ...[1, 3, 17, 257].map((width) => ({
    name: `rows of ${width}`,
    inputs: [tensor([5, width]), integers([7], someRows)],
    build: ([table, index]: Parameters<Case["build"]>[0]) => gather(table, index),
    tolerance: exact,
    smooth: true,
  })),
  {
    name: "4 of 7 indices into a list",
    inputs: [tensor([5]), { ...integers([7], someRows), batched: true }],
    build: ([table, index]) => gather(table, index),
    tolerance: exact,
    extent: 4,
    smooth: true,
  },
];

export const scatterAddCases: Case[] = [
  {
    name: "no rows",
    inputs: [tensor([0, 2]), integers([0], [])],
    build: ([x, index]) => scatterAdd(x, index, 3),
    tolerance: exact,
    expected: [0, 0, 0, 0, 0, 0],
    smooth: true,
  },
  {
    name: "by hand, with a row outside the table",
    inputs: [tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]), integers([4], [1, 1, 0, 9])],
    build: ([x, index]) => scatterAdd(x, index, 3),
    tolerance: arithmetic,
    expected: [5, 6, 4, 6, 0, 0],
  },
  ...[1, 3, 17, 257].map((width) => ({
    name: `rows of ${width}`,
    inputs: [tensor([7, width]), integers([7], someRows)],
    build: ([x, index]: Parameters<Case["build"]>[0]) => scatterAdd(x, index, 5),
    terms: ([x, index]: Parameters<Case["build"]>[0]) => scatterAdd(absolute(x), index, 5),
    tolerance: arithmetic,
    smooth: true,
  })),
  {
    name: "4 of 7 rows",
    inputs: [rows([7, 3]), { ...integers([7], someRows), batched: true }],
    build: ([x, index]) => scatterAdd(x, index, 5),
    tolerance: arithmetic,
    extent: 4,
    smooth: true,
  },
];
