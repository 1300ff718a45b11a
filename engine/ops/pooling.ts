// What pooling ops share: their windows, their options and the words of their instructions.

import type { Dimension } from "../core/op";
import type { Shape } from "../core/shape";
import { type Pair, packedPair, pair } from "./convolution";

export interface PoolingOptions {
  /** Of a window. */
  size: number | Pair;
  /** The size unless said. */
  stride?: number | Pair;
  /** Pixels around the image, at most half the size; 0 unless said. */
  padding?: number | Pair;
}

export type PoolingAttributes = { size: Pair; stride: Pair; padding: Pair };

export const poolingAttributes = ({ size, stride = size, padding = 0 }: PoolingOptions): PoolingAttributes => ({
  size: pair(size),
  stride: pair(stride),
  padding: pair(padding),
});

/**
 * The shape that pooling gives of images [N, H, W, C]: as many windows as fit into the padded image.
 * @throws Error with a sentence when none fits
 */
export function pooledShape([images, height, width, channels]: Shape, attributes: PoolingAttributes): Shape {
  const { size, stride, padding } = attributes;
  const [rows, columns] = [height, width].map((length, axis) => {
    if (padding[axis] < 0 || 2 * padding[axis] > size[axis] || stride[axis] < 1) {
      throw new Error("Strides are at least 1 and paddings at most half the size of a window.");
    }
    return Math.floor((length + 2 * padding[axis] - size[axis]) / stride[axis]) + 1;
  });
  if (rows < 1 || columns < 1) {
    throw new Error(`A window of ${size[0]} × ${size[1]} does not fit into images of ${height} × ${width}.`);
  }
  return [images, rows, columns, channels];
}

/** Visits each pixel of the pooled images, channel by channel, with the elements of its window in order. */
export function walkWindows(
  [images, height, width, channels]: Shape,
  attributes: PoolingAttributes,
  visit: (pixel: number, window: readonly number[]) => void,
): void {
  const { size, stride, padding } = attributes;
  const [, rows, columns] = pooledShape([images, height, width, channels], attributes);
  let pixel = 0;
  for (let n = 0; n < images; n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        for (let c = 0; c < channels; c++) {
          const window: number[] = [];
          for (let k = 0; k < size[0]; k++) {
            for (let l = 0; l < size[1]; l++) {
              const row = i * stride[0] - padding[0] + k;
              const column = j * stride[1] - padding[1] + l;
              const inside = row >= 0 && row < height && column >= 0 && column < width;
              if (inside) window.push(((n * height + row) * width + column) * channels + c);
            }
          }
          visit(pixel++, window);
        }
      }
    }
  }
}

/** The dimension words of a pooling instruction on images of that shape; a unit is one image. */
export function poolingDimensions(images: Shape, attributes: PoolingAttributes): Dimension[] {
  const [, height, width, channels] = images;
  const [, rows, columns] = pooledShape(images, attributes);
  const pairs = [attributes.size, attributes.stride, attributes.padding].map(packedPair);
  return [{ perUnit: 1 }, height, width, channels, rows, columns, ...pairs];
}
