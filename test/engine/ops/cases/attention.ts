// Cases of dot products by head, of attention over the entries of a sparse matrix, and of sums at both ends of entries.

import { gradient } from "../../../../engine/core/gradient";
import type { Node } from "../../../../engine/core/graph";
import { absolute } from "../../../../engine/ops/absolute";
import { add } from "../../../../engine/ops/add";
import { edgeSoftmax } from "../../../../engine/ops/edgeSoftmax";
import { edgeSoftmaxGradient } from "../../../../engine/ops/edgeSoftmaxGradient";
import { endSum } from "../../../../engine/ops/endSum";
import { constant } from "../../../../engine/ops/fill";
import { headDot } from "../../../../engine/ops/headDot";
import { headSpread } from "../../../../engine/ops/headSpread";
import { headSum } from "../../../../engine/ops/headSum";
import { multiply } from "../../../../engine/ops/multiply";
import { segmentRepeat } from "../../../../engine/ops/segmentRepeat";
import { segmentSum } from "../../../../engine/ops/segmentSum";
import { type CompressedRows, type SparseMatrix, sparseMatrix } from "../../../../engine/ops/sparse";
import { sum } from "../../../../engine/ops/sum";
import { readGolden } from "../../../golden/read";
import { arithmetic, type Case, rows, tensor, transcendental, values } from "../harness";
import { pattern } from "./sparse";

const { segments, attention: golden } = readGolden<{
  segments: { pointers: number[]; upstreamRows: number[] };
  attention: {
    neighbours: number[];
    h: number[];
    vectors: number[];
    scores: number[];
    value: number[];
    toH: number[];
    toVectors: number[];
    toScores: number[];
    toSums: number[];
  };
}>("sparse");

const goldenPattern: CompressedRows = {
  rows: 7,
  columns: 7,
  rowPointers: segments.pointers,
  columnIndices: golden.neighbours,
};
const slope = 0.2;

/** Heads, columns of each, and vectors of each. */
const sizes: readonly [heads: number, units: number, sets: number][] = [
  [1, 7, 2],
  [3, 1, 2],
  [5, 3, 1],
  [8, 8, 2],
  [4, 17, 3],
];

type Two = (a: Node, b: Node) => Node;

/** Cases of one of the three products of rows, weights and vectors. */
function headCases(
  use: (heads: number, units: number) => Two,
  shapes: (at: HeadShapes) => [number[], number[]],
): Case[] {
  const common = (heads: number, units: number) => ({
    build: ([a, b]: readonly Node[]) => use(heads, units)(a, b),
    terms: ([a, b]: readonly Node[]) => use(heads, units)(absolute(a), absolute(b)),
    tolerance: arithmetic,
    smooth: true,
  });
  const all = sizes.map(([heads, units, sets]): Case => {
    const [first, second] = shapes({ n: 37, width: heads * units, count: sets * heads, units });
    const inputs = [tensor(first), tensor(second, values(second, -2, 2, 1))];
    return { ...common(heads, units), name: `${heads} heads of ${units}, ${sets} vectors each`, inputs };
  });
  const [first, second] = shapes({ n: 5, width: 6, count: 4, units: 3 });
  const inputs = [rows(first), second[0] === 5 ? rows(second) : tensor(second)];
  return [...all, { ...common(2, 3), name: "3 rows of 5", inputs, extent: 3 }];
}

interface HeadShapes {
  n: number;
  width: number;
  count: number;
  units: number;
}

const overHeads: Two = (x, vectors) => headDot(x, vectors);

export const headDotCases: Case[] = [
  {
    name: "PyTorch's products",
    inputs: [tensor([7, 15], golden.h), tensor([6, 5], golden.vectors)],
    build: ([x, vectors]) => headDot(x, vectors),
    terms: ([x, vectors]) => headDot(absolute(x), absolute(vectors)),
    tolerance: arithmetic,
    expected: golden.scores,
  },
  ...headCases(
    () => overHeads,
    ({ n, width, count, units }) => [
      [n, width],
      [count, units],
    ],
  ),
];

export const headSpreadCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 4], [1, 2, 3, 4]), tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8])],
    build: ([weights, vectors]) => headSpread(weights, vectors, 4),
    tolerance: arithmetic,
    expected: [16, 20, 34, 40],
  },
  ...headCases(
    (heads, units) => (weights, vectors) => headSpread(weights, vectors, heads * units),
    ({ n, count, units }) => [
      [n, count],
      [count, units],
    ],
  ),
];

export const headSumCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]), tensor([2, 4], [1, 2, 3, 4, 5, 6, 7, 8])],
    build: ([x, weights]) => headSum(x, weights, 2),
    tolerance: arithmetic,
    expected: [26, 32, 48, 56, 38, 48, 68, 80],
  },
  ...headCases(
    (_, units) => (x, weights) => headSum(x, weights, units),
    ({ n, width, count }) => [
      [n, width],
      [n, count],
    ],
  ),
];

/** More rows than are computed together, some without entries, one with many. */
const uneven = pattern([0, 3, 1, 0, 70, 4, ...Array.from({ length: 65 }, (_, row) => row % 3), 0], 72);
const empty = pattern([0, 0], 2);

const matrixOn = ({ graph }: Node, places: CompressedRows): SparseMatrix =>
  sparseMatrix(graph, "matrix", { ...places, values: new Float32Array(places.columnIndices.length) });

const shapesOf = ({ rows: n, columnIndices }: CompressedRows, heads: number) => ({
  ofScores: [n, 2 * heads],
  ofEntries: [columnIndices.length, heads],
});

const cut: readonly [string, CompressedRows, number][] = [
  ...[1, 3, 4, 8].map((heads): [string, CompressedRows, number] => [`${heads} heads`, uneven, heads]),
  ["no entries", empty, 2],
];

export const edgeSoftmaxCases: Case[] = [
  {
    name: "PyTorch Geometric's",
    inputs: [tensor([7, 6], golden.scores)],
    build: ([scores]) => edgeSoftmax(matrixOn(scores, goldenPattern), scores, { slope }),
    tolerance: transcendental,
    expected: golden.value,
  },
  ...(["toH", "toVectors"] as const).map((what, index) => ({
    name: `PyTorch Geometric's gradient in ${["rows", "vectors"][index]}`,
    inputs: [tensor([7, 15], golden.h), tensor([6, 5], golden.vectors), tensor([17, 3], segments.upstreamRows)],
    build: ([h, vectors, g]: readonly Node[]) => {
      const y = edgeSoftmax(matrixOn(h, goldenPattern), headDot(h, vectors), { slope });
      return gradient(sum(multiply(y, g)), [h, vectors])[index];
    },
    // Sums of numbers of about 1.
    terms: ([h, vectors]: readonly Node[]) => add(absolute([h, vectors][index]), constant(h.graph, 4)),
    tolerance: transcendental,
    expected: golden[what],
  })),
  ...cut.map(([name, places, heads]) => ({
    name,
    inputs: [tensor(shapesOf(places, heads).ofScores)],
    build: ([scores]: readonly Node[]) => edgeSoftmax(matrixOn(scores, places), scores, { slope }),
    tolerance: transcendental,
    smooth: true,
  })),
  ...[1, 2].map((heads) => ({
    name: `one entry takes all, ${heads} heads`,
    inputs: [
      tensor(
        [3, 2 * heads],
        [1e4, 0, -1e4, 0, 1e30, 0].flatMap((value) => Array(heads).fill(value)),
      ),
    ],
    build: ([scores]: readonly Node[]) => {
      const places = { rows: 3, columns: 3, rowPointers: [0, 2, 2, 3], columnIndices: [0, 1, 2] };
      return edgeSoftmax(matrixOn(scores, places), scores, { slope });
    },
    tolerance: transcendental,
    expected: [1, 0, 1].flatMap((value) => Array(heads).fill(value)),
  })),
];

export const edgeSoftmaxGradientCases: Case[] = [
  {
    name: "PyTorch Geometric's gradient in the sums",
    inputs: [tensor([17, 3], golden.value), tensor([17, 3], segments.upstreamRows), tensor([7, 6], golden.scores)],
    build: ([y, g, scores]) => edgeSoftmaxGradient(matrixOn(y, goldenPattern), y, g, scores, { slope }),
    tolerance: transcendental,
    expected: golden.toSums,
  },
  ...cut.map(([name, places, heads]) => {
    const { ofScores, ofEntries } = shapesOf(places, heads);
    // Rows 4 and 5 have gradients, most others none.
    const g = values(ofEntries).map((value, i) => (i < 80 * heads || i % 7 === 0 ? value : 0));
    return {
      name,
      inputs: [tensor(ofEntries), tensor(ofEntries, g), tensor(ofScores)],
      build: ([y, upstream, scores]: readonly Node[]) =>
        edgeSoftmaxGradient(matrixOn(y, places), y, upstream, scores, { slope }),
      terms: ([y, upstream]: readonly Node[]) => {
        const { rowPointers, nonZeros } = matrixOn(y, places);
        const sums = segmentSum(multiply(absolute(upstream), absolute(y)), rowPointers);
        return multiply(absolute(y), add(absolute(upstream), segmentRepeat(sums, rowPointers, nonZeros)));
      },
      tolerance: arithmetic,
      smooth: true,
    };
  }),
];

export const endSumCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8])],
    build: ([x]) => {
      const places = { rows: 3, columns: 3, rowPointers: [0, 2, 2, 4], columnIndices: [0, 2, 0, 0] };
      return endSum(matrixOn(x, places), x);
    },
    tolerance: arithmetic,
    expected: [13, 16, 4, 6, 0, 0, 0, 0, 3, 4, 12, 14],
  },
  ...cut.map(([name, places, heads]) => ({
    name,
    inputs: [tensor(shapesOf(places, heads).ofEntries)],
    build: ([x]: readonly Node[]) => endSum(matrixOn(x, places), x),
    terms: ([x]: readonly Node[]) => endSum(matrixOn(x, places), absolute(x)),
    tolerance: arithmetic,
    smooth: true,
  })),
];
