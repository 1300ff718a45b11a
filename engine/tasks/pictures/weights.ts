// Weights of a network as pictures: its first kernels, or the rows of a dense layer that looks at whole pictures.

import type { Values } from "../../core/executor";
import { type WeightsEvent, weightsLimit } from "./events";

/** Weights that belong together, row-major, with one picture for each index of the last axis. */
export interface PictureWeights {
  layer: string;
  /** [height, width, channels, count] */
  shape: readonly [number, number, number, number];
  values: Values;
}

/** Numbers of an event at most. */
const numbersLimit = 1 << 16;

/**
 * The pictures of weights; of more than one channel the first three as colours where the network looks at colours, else
 * the first alone.
 */
export function weightsEvent(
  about: Pick<WeightsEvent, "member" | "epoch">,
  { layer, shape: [height, width, channels, count], values }: PictureWeights,
): WeightsEvent {
  const shown = channels >= 3 ? 3 : 1;
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  const numbers = height * width * shown;
  const most = Math.min(count, weightsLimit, Math.max(1, Math.floor(numbersLimit / numbers)));
  const images = Array.from({ length: most }, (_, index) =>
    Array.from({ length: numbers }, (_, at) => {
      const pixel = Math.floor(at / shown);
      const value = values[(pixel * channels + (at % shown)) * count + index];
      return largest === 0 ? 0 : Math.round((1e3 * value) / largest) / 1e3;
    }),
  );
  return { event: "weights", ...about, layer, width, height, channels: shown, images, total: count, largest };
}
