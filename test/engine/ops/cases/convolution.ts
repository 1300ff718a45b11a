// Cases of the convolution of images, of its adjoints in the images and in the kernel.

import type { Node } from "../../../../engine/core/graph";
import { absolute } from "../../../../engine/ops/absolute";
import { conv2d } from "../../../../engine/ops/conv2d";
import { conv2dKernel } from "../../../../engine/ops/conv2dKernel";
import { conv2dTranspose } from "../../../../engine/ops/conv2dTranspose";
import type { ConvolutionOptions, Pair } from "../../../../engine/ops/convolution";
import { relu } from "../../../../engine/ops/relu";
import { arithmetic, type Case, rows, tensor, values } from "../harness";

interface Shape {
  /** Images: number at capacity, number at run time (images that are no batch when it is left out). */
  images: number;
  extent?: number;
  size: Pair;
  channels: number;
  kernel: Pair;
  features: number;
  options?: ConvolutionOptions;
  /** Too large for differences in double precision to be worth their time. */
  large?: boolean;
}

const shapes: Shape[] = [
  { images: 1, size: [1, 1], channels: 1, kernel: [1, 1], features: 1 },
  { images: 3, extent: 2, size: [5, 7], channels: 3, kernel: [3, 3], features: 5, options: { padding: 1 } },
  { images: 2, extent: 1, size: [6, 5], channels: 1, kernel: [5, 5], features: 8, options: { padding: 2 } },
  { images: 3, extent: 2, size: [5, 5], channels: 8, kernel: [3, 2], features: 17, options: { padding: [0, 1] } },
  { images: 2, size: [7, 6], channels: 4, kernel: [4, 4], features: 9, options: { stride: 2, padding: 1 } },
  { images: 3, extent: 1, size: [9, 7], channels: 2, kernel: [3, 3], features: 12, options: { stride: [3, 2] } },
  { images: 2, extent: 2, size: [9, 8], channels: 3, kernel: [3, 2], features: 4, options: { dilation: [2, 3] } },
  {
    images: 2,
    extent: 1,
    size: [9, 9],
    channels: 4,
    kernel: [3, 3],
    features: 6,
    options: { stride: [2, 3], dilation: [3, 2], padding: [3, 2], groups: 2 },
  },
  { images: 2, extent: 1, size: [5, 6], channels: 8, kernel: [3, 3], features: 1, options: { padding: 1 } },
  { images: 2, extent: 1, size: [6, 5], channels: 1, kernel: [3, 3], features: 2, options: { padding: 1 } },
  {
    images: 2,
    extent: 1,
    size: [5, 6],
    channels: 7,
    kernel: [3, 3],
    features: 7,
    options: { padding: 1, groups: 7, stride: [1, 2] },
  },
  { images: 2, size: [4, 5], channels: 4, kernel: [2, 2], features: 8, options: { padding: 1, groups: 4 } },
  { images: 2, size: [4, 5], channels: 8, kernel: [3, 1], features: 4, options: { padding: [1, 0], groups: 2 } },
  { images: 2, extent: 1, size: [3, 17], channels: 17, kernel: [1, 1], features: 3 },
  { images: 2, size: [8, 3], channels: 2, kernel: [1, 1], features: 3, options: { stride: [3, 2] } },
  { images: 3, extent: 2, size: [5, 7], channels: 16, kernel: [3, 3], features: 24, options: { padding: 1 } },
  { images: 2, size: [3, 4], channels: 24, kernel: [3, 3], features: 16, options: { padding: [0, 2] } },
  { images: 1, size: [41, 40], channels: 32, kernel: [3, 3], features: 16, options: { padding: 1 }, large: true },
  { images: 1, size: [1, 257], channels: 3, kernel: [1, 3], features: 3, options: { padding: [2, 1] } },
  {
    images: 2,
    extent: 1,
    size: [40, 40],
    channels: 32,
    kernel: [3, 3],
    features: 6,
    options: { padding: 1 },
    large: true,
  },
  {
    images: 3,
    extent: 2,
    size: [20, 70],
    channels: 32,
    kernel: [4, 4],
    features: 16,
    options: { padding: 1, stride: 2 },
    large: true,
  },
];

const label = ({ images, extent, size, channels, kernel, features, options = {} }: Shape): string => {
  const marks = Object.entries(options).map(([name, value]) => `, ${name} ${value}`);
  return `${extent ?? "all"} of ${images} × [${size}, ${channels}] by ${kernel} to ${features}${marks.join("")}`;
};

const outputOf = ({ size, kernel, options = {} }: Shape): number[] =>
  size.map((length, axis) => {
    const [stride, padding, dilation] = [options.stride ?? 1, options.padding ?? 0, options.dilation ?? 1].map(
      (value) => (typeof value === "number" ? value : value[axis]),
    );
    return Math.floor((length + 2 * padding - dilation * (kernel[axis] - 1) - 1) / stride) + 1;
  });

/** The three tensors of a bilinear map, and a bias for either side of it. */
function inputsOf(shape: Shape) {
  const { images, extent, size, channels, kernel, features, options } = shape;
  const made = extent ? rows : tensor;
  const x = [images, ...size, channels];
  const y = [images, ...outputOf(shape), features];
  const k = [...kernel, channels / (options?.groups ?? 1), features];
  return {
    x: made(x, values(x, -2, 2, 1)),
    y: made(y, values(y, -2, 2, 2)),
    kernel: tensor(k, values(k, -1, 1, 3)),
    bias: tensor([features], values([features], -1, 1, 4)),
    imageBias: tensor([channels], values([channels], -1, 1, 5)),
  };
}

type Build = (inputs: readonly Node[]) => Node;

function caseOf(shape: Shape, inputs: Case["inputs"], build: Build, mark = ""): Case {
  return {
    name: label(shape) + mark,
    inputs,
    build,
    terms: (nodes) => build(nodes.map(absolute)),
    extent: shape.extent,
    tolerance: arithmetic,
    smooth: !shape.large,
  };
}

/** With an activation, which is computed with the convolution; it has a kink. */
const rectified = (test: Case): Case => ({ ...test, smooth: false });

export const conv2dCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 2, 3, 1], [1, 2, 3, 4, 5, 6]), tensor([2, 2, 1, 1], [1, 10, 100, 1000]), tensor([1], [0.5])],
    build: ([x, kernel, bias]) => conv2d(x, kernel, { bias }),
    tolerance: arithmetic,
    expected: [5421.5, 6532.5],
  },
  ...shapes.flatMap((shape) => {
    const { x, kernel, bias } = inputsOf(shape);
    const build: Build = ([image, weights, shift]) => conv2d(image, weights, { ...shape.options, bias: shift });
    return [caseOf(shape, [x, kernel], build), caseOf(shape, [x, kernel, bias], build, ", bias")];
  }),
  ...shapes.map((shape) => {
    const { x, kernel, bias } = inputsOf(shape);
    const build: Build = ([image, weights, shift]) => relu(conv2d(image, weights, { ...shape.options, bias: shift }));
    return rectified(caseOf(shape, [x, kernel, bias], build, ", bias, relu"));
  }),
];

/** What a convolution leaves over at the end of its images. */
const left = ({ size, kernel, options = {} }: Shape): Pair => {
  const [stride, padding, dilation] = [options.stride ?? 1, options.padding ?? 0, options.dilation ?? 1];
  const at = (value: number | Pair, axis: number) => (typeof value === "number" ? value : value[axis]);
  const [vertical, horizontal] = [0, 1].map((axis) => {
    const reach = at(dilation, axis) * (kernel[axis] - 1) + 1;
    return (size[axis] + 2 * at(padding, axis) - reach) % at(stride, axis);
  });
  return [vertical, horizontal];
};

export const conv2dTransposeCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 1, 2, 1], [1, 2]), tensor([2, 2, 1, 1], [1, 10, 100, 1000]), tensor([1], [0.5])],
    build: ([y, kernel, bias]) => conv2dTranspose(y, kernel, { bias }),
    tolerance: arithmetic,
    expected: [1.5, 12.5, 20.5, 100.5, 1200.5, 2000.5],
  },
  ...shapes.flatMap((shape) => {
    const { y, kernel, imageBias } = inputsOf(shape);
    const build: Build = ([output, weights, shift]) =>
      conv2dTranspose(output, weights, { ...shape.options, outputPadding: left(shape), bias: shift });
    return [caseOf(shape, [y, kernel], build), caseOf(shape, [y, kernel, imageBias], build, ", bias")];
  }),
  ...shapes.map((shape) => {
    const { y, kernel, imageBias } = inputsOf(shape);
    const build: Build = ([output, weights, shift]) =>
      relu(conv2dTranspose(output, weights, { ...shape.options, outputPadding: left(shape), bias: shift }));
    return rectified(caseOf(shape, [y, kernel, imageBias], build, ", bias, relu"));
  }),
];

export const conv2dKernelCases: Case[] = [
  {
    name: "by hand",
    inputs: [tensor([1, 2, 3, 1], [1, 2, 3, 4, 5, 6]), tensor([1, 1, 2, 1], [1, 10])],
    build: ([x, g]) => conv2dKernel(x, g, { size: [2, 2] }),
    tolerance: arithmetic,
    expected: [21, 32, 54, 65],
  },
  ...shapes.map((shape) => {
    const { x, y } = inputsOf(shape);
    return caseOf(shape, [x, y], ([image, g]) => conv2dKernel(image, g, { ...shape.options, size: shape.kernel }));
  }),
];
