// Cases of the binary element-wise ops.

import type { Node } from "../../../../engine/core/graph";
import { absolute } from "../../../../engine/ops/absolute";
import { add } from "../../../../engine/ops/add";
import { divide } from "../../../../engine/ops/divide";
import { equal } from "../../../../engine/ops/equal";
import { greater } from "../../../../engine/ops/greater";
import { maximum } from "../../../../engine/ops/maximum";
import { minimum } from "../../../../engine/ops/minimum";
import { multiply } from "../../../../engine/ops/multiply";
import { subtract } from "../../../../engine/ops/subtract";
import { arithmetic, type Case, exact, type Input, rows, tensor, values } from "../harness";

type Binary = (a: Node, b: Node) => Node;

interface Options {
  tolerance: number;
  terms?: Binary;
  /** Range of the second operand. */
  low?: number;
  high?: number;
  smooth?: boolean;
  /** a, b and the result. */
  golden: readonly (readonly number[])[];
}

const huge = 3e38;
const denormal = 1e-40;

/** Odd sizes, broadcasting both ways, batches that are not full, values at the edges, and numbers computed by hand. */
function binaryCases(build: Binary, { tolerance, terms, low = -2, high = 2, smooth = true, golden }: Options): Case[] {
  const first = (shape: readonly number[]): Input => tensor(shape, values(shape, -2, 2, 1));
  const second = (shape: readonly number[]): Input => tensor(shape, values(shape, low, high, 2));
  const batched = (input: Input): Input => ({ ...input, batched: true });
  const make = (name: string, a: Input, b: Input, rest: Partial<Case> = {}): Case => ({
    name,
    inputs: [a, b],
    build: ([x, y]) => build(x, y),
    terms: terms && (([x, y]) => terms(x, y)),
    tolerance,
    smooth,
    ...rest,
  });
  const edge = tensor([7], [0, -0, 1, -1, huge, denormal, Math.fround(1 / 3)]);
  return [
    make("by hand", tensor([golden[0].length], golden[0]), tensor([golden[1].length], golden[1]), {
      expected: golden[2],
      smooth: false,
    }),
    ...[1, 3, 17, 257].map((size) => make(`[${size}]`, first([size]), second([size]))),
    make("[3, 17] with [17]", first([3, 17]), second([17])),
    make("[17] with [3, 17]", first([17]), second([3, 17])),
    make("[3, 1] with [1, 17]", first([3, 1]), second([1, 17])),
    make("[2, 3, 1, 5] with [4, 1]", first([2, 3, 1, 5]), second([4, 1])),
    make("[1, 3, 1] with [5, 1, 7]", first([1, 3, 1]), second([5, 1, 7])),
    make("a scalar with [257]", first([]), second([257])),
    make("[257] with a scalar", first([257]), second([])),
    make("scalars", first([]), second([])),
    make("3 of 5 rows of 7 with as many", batched(first([5, 7])), batched(second([5, 7])), { extent: 3 }),
    make("3 of 5 rows of 7 with [7]", batched(first([5, 7])), second([7]), { extent: 3 }),
    make("[7] with 3 of 5 rows", first([7]), batched(second([5, 7])), { extent: 3 }),
    make("3 of 5 rows of 1 with rows of 7", batched(first([5, 1])), batched(second([5, 7])), { extent: 3 }),
    make("rows of [2, 3] with rows of [2, 1]", batched(first([5, 2, 3])), batched(second([5, 2, 1])), { extent: 4 }),
    make("the only row of 9 with a scalar", batched(first([1, 9])), second([])),
    make("edges", edge, tensor([7], [1, 1, 3, -7, 0.5, 2, 3]), { smooth: false }),
    make("edges, exchanged", tensor([7], [1, 1, 3, -7, 0.5, 2, 3]), edge, { smooth: false }),
  ];
}

const magnitudes: Binary = (a, b) => add(absolute(a), absolute(b));

export const addCases = binaryCases(add, {
  tolerance: arithmetic,
  terms: magnitudes,
  golden: [
    [1, -2, 0.5, 3],
    [2, 2, 0.25, -3],
    [3, 0, 0.75, 0],
  ],
});

export const subtractCases = binaryCases(subtract, {
  tolerance: arithmetic,
  terms: magnitudes,
  golden: [
    [1, -2, 0.5, 3],
    [2, 2, 0.25, 3],
    [-1, -4, 0.25, 0],
  ],
});

export const multiplyCases = binaryCases(multiply, {
  tolerance: arithmetic,
  golden: [
    [1, -2, 0.5, 3],
    [2, 2, 0.25, 0],
    [2, -4, 0.125, 0],
  ],
});

export const divideCases = binaryCases(divide, {
  tolerance: arithmetic,
  low: 0.5,
  golden: [
    [1, -2, 0.5, 0],
    [2, 4, 0.25, 3],
    [0.5, -0.5, 2, 0],
  ],
});

export const maximumCases = binaryCases(maximum, {
  tolerance: exact,
  golden: [
    [1, -2, 0.5],
    [2, -4, 0.5],
    [2, -2, 0.5],
  ],
});

export const minimumCases = binaryCases(minimum, {
  tolerance: exact,
  golden: [
    [1, -2, 0.5],
    [2, -4, 0.5],
    [1, -4, 0.5],
  ],
});

export const greaterCases = binaryCases(greater, {
  tolerance: exact,
  smooth: false,
  golden: [
    [1, 2, 0.5, -0],
    [2, -4, 0.5, 0],
    [0, 1, 0, 0],
  ],
});

export const equalCases: Case[] = [
  ...binaryCases(equal, {
    tolerance: exact,
    smooth: false,
    golden: [
      [1, 2, 0.5, -0],
      [2, -4, 0.5, 0],
      [0, 0, 1, 1],
    ],
  }),
  {
    name: "rows that hold equal values",
    inputs: [rows([3, 5], [1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0]), tensor([5], [1, 4, 3, 2, 5])],
    build: ([a, b]) => equal(a, b),
    tolerance: exact,
    extent: 2,
    expected: [1, 0, 1, 0, 1, 0, 1, 1, 1, 0],
  },
];
