// Cases of sums, means, maxima and softmax over segments of rows, and of rows repeated for each segment.

import { gradient } from "../../../../engine/core/gradient";
import type { Node } from "../../../../engine/core/graph";
import { absolute } from "../../../../engine/ops/absolute";
import { add } from "../../../../engine/ops/add";
import { constant } from "../../../../engine/ops/fill";
import { multiply } from "../../../../engine/ops/multiply";
import { segmentMax } from "../../../../engine/ops/segmentMax";
import { segmentRepeat } from "../../../../engine/ops/segmentRepeat";
import { segmentSoftmax } from "../../../../engine/ops/segmentSoftmax";
import { segmentSoftmaxGradient } from "../../../../engine/ops/segmentSoftmaxGradient";
import { segmentMean, segmentSum } from "../../../../engine/ops/segmentSum";
import { sum } from "../../../../engine/ops/sum";
import { readGolden } from "../../../golden/read";
import { arithmetic, type Case, exact, integers, tensor, transcendental, values } from "../harness";

interface Expected {
  value: number[];
  gradient: number[];
}

const golden = readGolden<{
  segments: {
    pointers: number[];
    x: number[];
    upstream: number[];
    upstreamRows: number[];
    sum: Expected;
    mean: Expected;
    max: Expected;
    softmax: Expected;
  };
}>("sparse").segments;

type Over = (x: Node, pointers: Node) => Node;

/** Empty segments in front, between and at the end, and one of many rows. */
const uneven = [0, 0, 1, 4, 4, 4, 11, 300, 302, 302];
/** No rows at all. */
const empty = [0, 0, 0];

const pointersOf = (pointers: readonly number[]) => integers([pointers.length], pointers);
const rowsOf = (pointers: readonly number[]): number => pointers[pointers.length - 1];

/** PyTorch Geometric's values, and its gradients for an upstream gradient. */
function goldenCases(over: Over, { value, gradient: slope }: Expected, upstream: number[], tolerance: number): Case[] {
  const rows = rowsOf(golden.pointers);
  const x = tensor([rows, 3], golden.x);
  return [
    {
      name: "PyTorch Geometric's",
      inputs: [x, pointersOf(golden.pointers)],
      build: ([x, pointers]) => over(x, pointers),
      tolerance,
      terms: ([x, pointers]) => over(absolute(x), pointers),
      expected: value,
    },
    {
      name: "PyTorch Geometric's gradient",
      inputs: [x, pointersOf(golden.pointers), tensor([upstream.length / 3, 3], upstream)],
      build: ([x, pointers, g]) => gradient(sum(multiply(over(x, pointers), g)), [x])[0],
      // Differences of numbers of about 1.
      terms: ([x]) => add(absolute(x), constant(x.graph, 1)),
      tolerance,
      expected: slope,
    },
  ];
}

function segmentCases(over: Over, tolerance: number, terms?: Over): Case[] {
  const common = {
    build: ([x, pointers]: readonly Node[]) => over(x, pointers),
    terms: terms && (([x, pointers]: readonly Node[]) => terms(absolute(x), pointers)),
    tolerance,
    smooth: true,
  };
  return [
    { ...common, name: "a list", inputs: [tensor([302]), pointersOf(uneven)] },
    ...[1, 3, 4, 17, 257].map((width) => ({
      ...common,
      name: `rows of ${width}`,
      inputs: [tensor([302, width]), pointersOf(uneven)],
      // Differences of double precision take their time.
      smooth: width < 257,
    })),
    { ...common, name: "rows of [2, 3]", inputs: [tensor([302, 2, 3]), pointersOf(uneven)] },
    { ...common, name: "no rows", inputs: [tensor([0, 3]), pointersOf(empty)] },
  ];
}

export const segmentSumCases: Case[] = [
  ...goldenCases(segmentSum, golden.sum, golden.upstream, arithmetic),
  ...segmentCases(segmentSum, arithmetic, segmentSum),
  ...goldenCases(segmentMean, golden.mean, golden.upstream, arithmetic),
  ...segmentCases(segmentMean, arithmetic, segmentMean),
].map((test, index, { length }) => ({ ...test, name: `${index < length / 2 ? "sum" : "mean"}: ${test.name}` }));

export const segmentMaxCases: Case[] = [
  ...goldenCases(segmentMax, golden.max, golden.upstream, arithmetic),
  ...segmentCases(segmentMax, exact),
];

export const segmentSoftmaxCases: Case[] = [
  ...goldenCases(segmentSoftmax, golden.softmax, golden.upstreamRows, transcendental),
  ...segmentCases(segmentSoftmax, transcendental),
  ...[1, 2].map((width) => ({
    name: `one row takes all, rows of ${width}`,
    inputs: [
      tensor(
        [4, width],
        [1e4, -1e4, 0, 1e30].flatMap((value) => Array(width).fill(value)),
      ),
      pointersOf([0, 3, 4]),
    ],
    build: ([x, pointers]: readonly Node[]) => segmentSoftmax(x, pointers),
    tolerance: transcendental,
    expected: [1, 0, 0, 1].flatMap((value) => Array(width).fill(value)),
  })),
];

export const segmentSoftmaxGradientCases: Case[] = [
  {
    name: "PyTorch Geometric's gradient",
    inputs: [
      tensor([rowsOf(golden.pointers), 3], golden.softmax.value),
      tensor([rowsOf(golden.pointers), 3], golden.upstreamRows),
      pointersOf(golden.pointers),
    ],
    build: ([y, g, pointers]) => segmentSoftmaxGradient(y, g, pointers),
    tolerance: transcendental,
    expected: golden.softmax.gradient,
  },
  ...[1, 3, 4, 9].map((width) => ({
    name: `rows of ${width}`,
    inputs: [tensor([rowsOf(uneven), width]), tensor([rowsOf(uneven), width]), pointersOf(uneven)],
    build: ([y, g, pointers]: readonly Node[]) => segmentSoftmaxGradient(y, g, pointers),
    terms: ([y, g, pointers]: readonly Node[]) => {
      const sums = segmentSum(multiply(absolute(g), absolute(y)), pointers);
      return multiply(absolute(y), add(absolute(g), segmentRepeat(sums, pointers, rowsOf(uneven))));
    },
    tolerance: arithmetic,
    smooth: true,
  })),
];

const repeat = (mean: boolean): Case[] =>
  [
    {
      name: "by hand",
      inputs: [tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]), pointersOf([0, 0, 2, 2, 3])],
      build: ([x, pointers]: readonly Node[]) => segmentRepeat(x, pointers, 3, { mean }),
      expected: mean ? [1.5, 2, 1.5, 2, 7, 8] : [3, 4, 3, 4, 7, 8],
    },
    ...[1, 3, 17, 257].map((width) => ({
      name: `rows of ${width}`,
      inputs: [tensor([9, width], values([9, width])), pointersOf(uneven)],
      build: ([x, pointers]: readonly Node[]) => segmentRepeat(x, pointers, 302, { mean }),
    })),
    {
      name: "no rows",
      inputs: [tensor([2, 3]), pointersOf(empty)],
      build: ([x, pointers]: readonly Node[]) => segmentRepeat(x, pointers, 0, { mean }),
    },
  ].map((test) => ({
    ...test,
    name: `${test.name}${mean ? ", divided by their number" : ""}`,
    tolerance: mean ? arithmetic : exact,
    smooth: true,
  }));

export const segmentRepeatCases: Case[] = [...repeat(false), ...repeat(true)];
