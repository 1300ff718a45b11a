// What the three faces of a convolution share: geometry, options, products and the words of their instructions.

import type { Dimension } from "../core/op";
import { formatShape, type Shape, type TensorType } from "../core/shape";

/** Vertical and horizontal. */
export type Pair = readonly [number, number];

export interface ConvolutionOptions {
  /** 1 unless said. */
  stride?: number | Pair;
  /** Zeros around the image; 0 unless said. */
  padding?: number | Pair;
  /** Distance of the kernel's taps; 1 unless said. */
  dilation?: number | Pair;
  /** Channels and features are cut into so many groups that know nothing of each other; 1 unless said. */
  groups?: number;
}

export type ConvolutionAttributes = { stride: Pair; padding: Pair; dilation: Pair; groups: number };

export const pair = (value: number | Pair): Pair => (typeof value === "number" ? [value, value] : value);

export function convolutionAttributes({
  stride = 1,
  padding = 0,
  dilation = 1,
  groups = 1,
}: ConvolutionOptions): ConvolutionAttributes {
  return { stride: pair(stride), padding: pair(padding), dilation: pair(dilation), groups };
}

/** Sizes of a convolution of images [N, …size, channels] with a kernel [kernel, channels/groups, features]. */
export interface Geometry extends ConvolutionAttributes {
  size: Pair;
  channels: number;
  kernel: Pair;
  /** Of the output [N, …output, features]. */
  output: Pair;
  features: number;
}

/** Number of places at which the taps fit into the padded size. */
const placesOf = (size: number, kernel: number, stride: number, padding: number, dilation: number): number =>
  Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;

/**
 * The geometry of the convolution of `x` with a kernel of that shape.
 * @throws Error with a sentence when they do not fit
 */
export function geometryOf(x: Shape, [kh, kw, depth, features]: Shape, attributes: ConvolutionAttributes): Geometry {
  const { stride, padding, dilation, groups } = attributes;
  const [, height, width, channels] = x;
  const whole = (values: Pair, least: number) => values.every((value) => Number.isInteger(value) && value >= least);
  if (!whole(stride, 1) || !whole(dilation, 1) || !whole(padding, 0) || !whole([groups, groups], 1)) {
    throw new Error("Strides, dilations and groups are whole numbers from 1 on, paddings from 0 on.");
  }
  if (depth * groups !== channels || features % groups !== 0) {
    throw new Error(
      `A kernel [${kh}, ${kw}, ${depth}, ${features}] in ${groups} groups does not fit ${channels} channels.`,
    );
  }
  const output: Pair = [
    placesOf(height, kh, stride[0], padding[0], dilation[0]),
    placesOf(width, kw, stride[1], padding[1], dilation[1]),
  ];
  if (output[0] < 1 || output[1] < 1) {
    throw new Error(`A kernel of ${kh} × ${kw} does not fit into images of ${height} × ${width}.`);
  }
  return { ...attributes, size: [height, width], channels, kernel: [kh, kw], output, features };
}

/** @throws Error unless `x` is a tensor of images */
export function checkImages(x: TensorType, what = "Images"): void {
  if (x.shape.length !== 4 || x.elements !== "f32") {
    throw new Error(`${what} must be [number, height, width, channels], not ${formatShape(x)}.`);
  }
}

/** @throws Error unless `kernel` has four axes, and the bias, if there is one, an element for each of `features` */
export function checkKernel(kernel: TensorType, bias: TensorType | undefined, features: number): void {
  if (kernel.shape.length !== 4 || kernel.batched) {
    throw new Error(`A kernel must be [height, width, channels, features], not ${formatShape(kernel)}.`);
  }
  if (bias && (bias.shape.length !== 1 || bias.shape[0] !== features || bias.batched)) {
    throw new Error(`The bias must have ${features} elements.`);
  }
}

/**
 * Visits every product of the bilinear map that a convolution is, by the indices of its three elements: of the image
 * [N, …size, channels], of the kernel, and of the output [N, …output, features].
 */
export function walkProducts(
  images: number,
  { size, channels, kernel, output, features, stride, padding, dilation, groups }: Geometry,
  visit: (image: number, tap: number, place: number) => void,
): void {
  const depth = channels / groups;
  const width = features / groups;
  for (let n = 0; n < images; n++) {
    for (let i = 0; i < output[0]; i++) {
      for (let j = 0; j < output[1]; j++) {
        const place = ((n * output[0] + i) * output[1] + j) * features;
        for (let k = 0; k < kernel[0]; k++) {
          for (let l = 0; l < kernel[1]; l++) {
            const row = i * stride[0] - padding[0] + k * dilation[0];
            const column = j * stride[1] - padding[1] + l * dilation[1];
            if (row < 0 || row >= size[0] || column < 0 || column >= size[1]) continue;
            const image = ((n * size[0] + row) * size[1] + column) * channels;
            const tap = (k * kernel[1] + l) * depth * features;
            for (let o = 0; o < features; o++) {
              const first = image + Math.floor(o / width) * depth;
              for (let c = 0; c < depth; c++) visit(first + c, tap + c * features + o, place + o);
            }
          }
        }
      }
    }
  }
}

/** Multiplications of a convolution of so many images. */
export function convolutionWork(images: number, { channels, kernel, output, features, groups }: Geometry): number {
  return images * output[0] * output[1] * features * kernel[0] * kernel[1] * (channels / groups);
}

/** A word for both axes. */
export const packedPair = ([vertical, horizontal]: Pair): number => vertical + 65536 * horizontal;

/** The dimension words of a convolution's instructions; a unit is one image. */
export function convolutionDimensions(geometry: Geometry): Dimension[] {
  const { size, channels, kernel, output, features, stride, padding, dilation, groups } = geometry;
  const pairs = [kernel, stride, padding, dilation].map(packedPair);
  return [{ perUnit: 1 }, ...size, channels, ...output, features, ...pairs, groups];
}
