// Cases of pooling, upsampling and their adjoints.

import type { Node } from "../../../../engine/core/graph";
import { absolute } from "../../../../engine/ops/absolute";
import { maxPool } from "../../../../engine/ops/maxPool";
import { maxPoolScatter } from "../../../../engine/ops/maxPoolScatter";
import { maxPoolSelect } from "../../../../engine/ops/maxPoolSelect";
import { meanPool } from "../../../../engine/ops/meanPool";
import { meanPoolAdjoint } from "../../../../engine/ops/meanPoolAdjoint";
import { type PoolingOptions, pooledShape, poolingAttributes } from "../../../../engine/ops/pooling";
import { upsampleBilinear } from "../../../../engine/ops/upsampleBilinear";
import { upsampleBilinearAdjoint } from "../../../../engine/ops/upsampleBilinearAdjoint";
import { arithmetic, type Case, exact, rows, tensor, values } from "../harness";

interface Images {
  shape: readonly [number, number, number, number];
  /** Images at run time, where they are a batch. */
  extent?: number;
}

type Pooling = Images & { options: PoolingOptions };

const poolings: Pooling[] = [
  { shape: [1, 1, 1, 1], options: { size: 1 } },
  { shape: [2, 5, 7, 3], options: { size: 2 } },
  { shape: [3, 14, 14, 17], extent: 2, options: { size: 3, stride: 3 } },
  { shape: [2, 6, 5, 4], extent: 1, options: { size: 3, stride: 2, padding: 1 } },
  { shape: [2, 7, 5, 5], options: { size: [3, 2], stride: [1, 2], padding: [1, 0] } },
  { shape: [1, 1, 257, 1], options: { size: [1, 4], stride: [2, 3], padding: [0, 2] } },
  { shape: [2, 4, 4, 257], extent: 1, options: { size: 4 } },
];

type Build = (inputs: readonly Node[]) => Node;

/** Cases with one input for each of `shapes`, all different values. */
function caseOf({ shape, extent }: Images, mark: string, shapes: readonly (readonly number[])[], build: Build): Case {
  const made = extent ? rows : tensor;
  return {
    name: `${extent ?? "all"} of [${shape}], ${mark}`,
    inputs: shapes.map((each, stream) => made(each, values(each, -2, 2, stream))),
    build,
    extent,
    tolerance: exact,
    smooth: true,
  };
}

const markOf = (options: object): string =>
  Object.entries(options)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

/** The same cases with room for the rounding of sums. */
const summing = (test: Case): Case => ({
  ...test,
  tolerance: arithmetic,
  terms: (nodes) => test.build(nodes.map(absolute), nodes[0].graph),
});

/** Rows of 4: a maximum in the first window, equal ones in the second and a NaN in the third. */
const square = [1, 5, 2, 2, Number.NaN, 1, 3, 4, 2, 2, 1, 9];
const two = poolingAttributes({ size: 2 });

export const maxPoolCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 2, 6, 1], square)],
    build: ([x]) => maxPool(x, { size: 2 }),
    tolerance: exact,
    expected: [5, 2, Number.NaN],
  },
  {
    name: "infinities and padding",
    inputs: [tensor([1, 1, 2, 1], [Number.NEGATIVE_INFINITY, -3])],
    build: ([x]) => maxPool(x, { size: [2, 2], stride: 1, padding: 1 }),
    tolerance: exact,
    expected: [Number.NEGATIVE_INFINITY, -3, -3, Number.NEGATIVE_INFINITY, -3, -3],
  },
  ...poolings.map(({ options, ...images }) =>
    caseOf(images, markOf(options), [images.shape], ([x]) => maxPool(x, options)),
  ),
];

export const maxPoolSelectCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 2, 6, 1], square), tensor([1, 2, 6, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])],
    build: ([x, u]) => maxPoolSelect(x, u, two),
    tolerance: exact,
    expected: [2, 3, 5],
  },
  ...poolings.map(({ options, ...images }) =>
    caseOf(images, markOf(options), [images.shape, images.shape], ([x, u]) =>
      maxPoolSelect(x, u, poolingAttributes(options)),
    ),
  ),
];

export const maxPoolScatterCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 2, 6, 1], square), tensor([1, 1, 3, 1], [1, 2, 3])],
    build: ([x, g]) => maxPoolScatter(x, g, two),
    tolerance: exact,
    expected: [0, 1, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0],
  },
  ...poolings.map(({ options, ...images }) => {
    const attributes = poolingAttributes(options);
    const build: Build = ([x, g]) => maxPoolScatter(x, g, attributes);
    const test = caseOf(images, markOf(options), [images.shape, pooledShape(images.shape, attributes)], build);
    return {
      ...test,
      tolerance: arithmetic,
      terms: ([x, g]: readonly Node[]) => maxPoolScatter(x, absolute(g), attributes),
    };
  }),
];

export const meanPoolCases: Case[] = [
  {
    name: "by hand, with padding",
    inputs: [tensor([1, 2, 2, 1], [1, 2, 3, 4])],
    build: ([x]) => meanPool(x, { size: 2, stride: 2, padding: 1 }),
    tolerance: arithmetic,
    expected: [0.25, 0.5, 0.75, 1],
  },
  ...poolings.map(({ options, ...images }) =>
    summing(caseOf(images, markOf(options), [images.shape], ([x]) => meanPool(x, options))),
  ),
];

export const meanPoolAdjointCases: Case[] = [
  {
    name: "by hand, with overlap",
    inputs: [tensor([1, 1, 2, 1], [4, 8])],
    build: ([g]) => meanPoolAdjoint(g, { ...poolingAttributes({ size: [2, 2], stride: 1 }), image: [2, 3] }),
    tolerance: arithmetic,
    expected: [1, 3, 2, 1, 3, 2],
  },
  ...poolings.map(({ options, ...images }) => {
    const attributes = poolingAttributes(options);
    const [, height, width] = images.shape;
    const build: Build = ([g]) => meanPoolAdjoint(g, { ...attributes, image: [height, width] });
    return summing(caseOf(images, markOf(options), [pooledShape(images.shape, attributes)], build));
  }),
];

const upsamplings: (Images & { factor: number })[] = [
  { shape: [1, 1, 1, 1], factor: 3 },
  { shape: [2, 3, 4, 5], factor: 1 },
  { shape: [2, 5, 3, 17], factor: 2, extent: 1 },
  { shape: [2, 1, 17, 3], factor: 3 },
];

export const upsampleBilinearCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 1, 2, 1], [1, 5])],
    build: ([x]) => upsampleBilinear(x, 2),
    tolerance: arithmetic,
    expected: [1, 2, 4, 5, 1, 2, 4, 5],
  },
  ...upsamplings.map(({ factor, ...images }) =>
    summing(caseOf(images, `times ${factor}`, [images.shape], ([x]) => upsampleBilinear(x, factor))),
  ),
];

export const upsampleBilinearAdjointCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 2, 4, 1], [1, 2, 4, 5, 1, 2, 4, 5])],
    build: ([g]) => upsampleBilinearAdjoint(g, 2),
    tolerance: arithmetic,
    // Of each row 1 + 0.75·2 + 0.25·4 and 0.25·2 + 0.75·4 + 5.
    expected: [7, 17],
  },
  ...upsamplings.map(({ factor, ...images }) => {
    const [count, height, width, channels] = images.shape;
    const larger = [count, height * factor, width * factor, channels];
    return summing(caseOf(images, `times ${factor}`, [larger], ([g]) => upsampleBilinearAdjoint(g, factor)));
  }),
];
