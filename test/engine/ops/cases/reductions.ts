// Cases of sums, maxima, products of matrices and the functions of whole rows.

import type { Node } from "../../../../engine/core/graph";
import { absolute } from "../../../../engine/ops/absolute";
import { logSoftmax } from "../../../../engine/ops/logSoftmax";
import { type MatmulOptions, matmul } from "../../../../engine/ops/matmul";
import { max } from "../../../../engine/ops/max";
import { mean } from "../../../../engine/ops/mean";
import { softmax } from "../../../../engine/ops/softmax";
import { type ReduceOptions, sum } from "../../../../engine/ops/sum";
import { arithmetic, type Case, exact, type Input, rows, tensor, transcendental, values } from "../harness";

type Reduction = (x: Node, options?: ReduceOptions) => Node;

const shapes: { input: Input; extent?: number; axes?: readonly number[] }[] = [
  ...[1, 3, 17, 257].map((size) => ({ input: tensor([size]) })),
  { input: tensor([3, 17]), axes: [0] },
  { input: tensor([3, 17]), axes: [1] },
  { input: tensor([17, 3]), axes: [-1] },
  { input: tensor([4, 5, 6]), axes: [1] },
  { input: tensor([4, 5, 6]), axes: [0, 2] },
  { input: tensor([3, 1, 5]), axes: [1, 2] },
  { input: tensor([]) },
  { input: rows([5, 7]), extent: 3 },
  { input: rows([5, 7]), extent: 3, axes: [0] },
  { input: rows([5, 7]), extent: 3, axes: [1] },
  { input: rows([5]), extent: 4 },
  { input: rows([300, 3]), extent: 257, axes: [0] },
  { input: rows([5, 3, 4]), extent: 2, axes: [0, 1] },
  { input: rows([5, 3, 4]), extent: 2, axes: [2] },
];

function reductionCases(build: Reduction, tolerance: number, golden: Case): Case[] {
  const terms = tolerance === exact ? undefined : build;
  const made = shapes.flatMap(({ input, extent, axes }) =>
    [false, true].map((keep) => ({
      name: `[${input.shape}] over ${axes ? `axes ${axes}` : "all"}${extent ? `, ${extent} rows` : ""}${keep ? ", kept" : ""}`,
      inputs: [input],
      build: ([x]: readonly Node[]) => build(x, { axes, keep }),
      terms: terms && (([x]: readonly Node[]) => terms(absolute(x), { axes, keep })),
      tolerance,
      extent,
      smooth: true,
    })),
  );
  return [golden, ...made];
}

export const sumCases: Case[] = [
  {
    name: "columns of more rows than one thread sums",
    inputs: [tensor([4099, 33])],
    build: ([x]) => sum(x, { axes: [0] }),
    terms: ([x]) => sum(absolute(x), { axes: [0] }),
    tolerance: arithmetic,
  },
  ...reductionCases(sum, arithmetic, {
    name: "by hand",
    inputs: [rows([3, 2], [1, 2, 3, 4, 100, 100])],
    extent: 2,
    build: ([x]) => sum(x, { axes: [0] }),
    tolerance: arithmetic,
    expected: [4, 6],
  }),
  ...reductionCases(mean, arithmetic, {
    name: "a mean over the rows that are there",
    inputs: [rows([3, 2], [1, 2, 3, 4, 100, 100])],
    extent: 2,
    build: ([x]) => mean(x),
    tolerance: arithmetic,
    expected: [2.5],
  }),
];

export const maxCases: Case[] = [
  ...reductionCases(max, exact, {
    name: "by hand",
    inputs: [rows([3, 2], [1, -2, -3, -4, 100, 100])],
    extent: 2,
    build: ([x]) => max(x, { axes: [0] }),
    tolerance: exact,
    expected: [1, -2],
  }),
  {
    name: "infinities",
    inputs: [tensor([2, 2], [Number.NEGATIVE_INFINITY, -5, Number.POSITIVE_INFINITY, 5])],
    build: ([x]) => max(x, { axes: [1] }),
    tolerance: exact,
    expected: [-5, Number.POSITIVE_INFINITY],
  },
];

function rowCases(build: (x: Node) => Node, terms: ((x: Node) => Node) | undefined, expected: number[]): Case[] {
  const common = {
    build: ([x]: readonly Node[]) => build(x),
    tolerance: transcendental,
    terms: terms && (([x]: readonly Node[]) => terms(x)),
  };
  return [
    { ...common, name: "expected", inputs: [tensor([2, 3], [1, 2, 3, 1000, 1000, 999])], expected },
    ...[1, 3, 17, 257].flatMap((size) => [
      { ...common, name: `[${size}]`, inputs: [tensor([size])], smooth: true },
      { ...common, name: `[3, ${size}]`, inputs: [tensor([3, size], values([3, size], -9, 9))], smooth: true },
    ]),
    { ...common, name: "3 of 5 rows of 7", inputs: [rows([5, 7])], extent: 3, smooth: true },
    { ...common, name: "2 of 5 rows of [3, 4]", inputs: [rows([5, 3, 4])], extent: 2, smooth: true },
    { ...common, name: "one row takes all", inputs: [tensor([2, 3], [-1e4, 0, 1e4, 200, -200, 0])] },
    { ...common, name: "equal values", inputs: [tensor([1, 5], [-1e30, -1e30, -1e30, -1e30, -1e30])] },
  ];
}

export const softmaxCases = rowCases(
  softmax,
  undefined,
  [
    0.09003057317038046, 0.24472847105479764, 0.6652409557748218, 0.4223187982515182, 0.4223187982515182,
    0.15536240349696362,
  ],
);

export const logSoftmaxCases = rowCases(
  logSoftmax,
  // x − max − log Σ: the magnitudes of its terms.
  absolute,
  [
    -2.4076059644443806, -1.4076059644443804, -0.4076059644443804, -0.8619948040582511, -0.8619948040582511,
    -1.861994804058251,
  ],
);

function matmulCase(a: Input, b: Input, options: Omit<MatmulOptions, "bias"> = {}, rest: Partial<Case> = {}): Case {
  const build =
    (wrap: (x: Node) => Node) =>
    ([x, y, z]: readonly Node[]) =>
      matmul(wrap(x), wrap(y), { ...options, bias: z && wrap(z) });
  const marks = `${options.transposeA ? "ᵀ" : ""} · [${b.shape}]${options.transposeB ? "ᵀ" : ""}`;
  return {
    name: `[${a.shape}]${marks}${rest.inputs ? " + bias" : ""}${rest.extent ? `, ${rest.extent} rows` : ""}`,
    inputs: [a, b],
    build: build((x) => x),
    terms: build(absolute),
    tolerance: arithmetic,
    smooth: true,
    ...rest,
  };
}

const sizes = [
  [1, 1, 1],
  [3, 1, 17],
  [1, 3, 257],
  [17, 257, 3],
  [3, 5, 4],
  [33, 18, 65],
  [64, 64, 64],
];

export const matmulCases: Case[] = [
  matmulCase(tensor([2, 3], [1, 2, 3, 4, 5, 6]), tensor([3, 2], [1, 0, 0, 1, 1, 1]), {}, { expected: [4, 5, 10, 11] }),
  ...sizes.flatMap(([m, k, n]) => [
    matmulCase(tensor([m, k]), tensor([k, n])),
    matmulCase(tensor([k, m]), tensor([k, n]), { transposeA: true }),
    matmulCase(tensor([m, k]), tensor([n, k]), { transposeB: true }),
    matmulCase(tensor([k, m]), tensor([n, k]), { transposeA: true, transposeB: true }),
    matmulCase(tensor([m, k]), tensor([k, n]), {}, { inputs: [tensor([m, k]), tensor([k, n]), tensor([n])] }),
  ]),
  matmulCase(rows([33, 7]), tensor([7, 5]), {}, { extent: 9, inputs: [rows([33, 7]), tensor([7, 5]), tensor([5])] }),
  matmulCase(rows([33, 7]), tensor([5, 7]), { transposeB: true }, { extent: 1 }),
  matmulCase(rows([33, 7]), rows([33, 5], values([33, 5], -1, 1)), { transposeA: true }, { extent: 18 }),
];
