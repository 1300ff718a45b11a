// The weights that look at pictures: kernels of the first convolution, or rows of the first dense layer.

import type { Session } from "../../core/executor";
import type { Model } from "../../core/model";
import type { PictureWeights } from "./weights";

/** Kernels of one pixel show nothing, nor do those that look at more than colours and a mask. */
const isKernel = (shape: readonly number[]): boolean => shape.length === 4 && shape[0] > 1 && shape[2] <= 4;

/**
 * What the first layer of a network on pictures [height, width, channels] looks for; undefined where that is no picture.
 */
export function firstWeights(
  model: Model,
  session: Pick<Session, "read">,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
): PictureWeights | undefined {
  const pixels = height * width * channels;
  const isDense = (shape: readonly number[]) => shape.length === 2 && shape[0] === pixels && [1, 3].includes(channels);
  const first = model.variables.find(({ kind, type: { shape } }) => kind === "parameter" && shape.length > 1);
  if (!first) return undefined;
  const { shape } = first.type;
  const size = isKernel(shape) ? shape : isDense(shape) ? [height, width, channels, shape[1]] : undefined;
  if (!size) return undefined;
  const layer = first.name.slice(0, first.name.lastIndexOf("/"));
  return { layer, shape: size as [number, number, number, number], values: session.read(first.name) };
}
