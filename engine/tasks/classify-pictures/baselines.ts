// What a network that classifies pictures is held against: the majority class, and logistic regression on fewer pixels.

import type { Frame } from "../../data/album/album";
import type { Split } from "../../experiment/events";
import { fitLogistic, fitMajority } from "../classify/baselines";
import type { Levels } from "../pictures/augment";
import type { Breathe } from "../table/matrix";
import type { Rival } from "../training/training";
import type { PictureExamples } from "./examples";

/** Iterations of the logistic regression, after which its accuracy on pictures hardly changes, each of two passes. */
const iterations = 80;
/** Multiplications of all of them at most: some ten seconds. */
const mostWork = 3e9;
/** Training pictures that it looks at, at most, and pixels that it is left with, at least. */
const mostRows = 10_000;
const leastPixels = 64;

/** The pictures as the regression sees them: their number, and width and height, each pixel the mean of those it covers. */
export interface Reduction {
  rows: number;
  width: number;
  height: number;
}

/** The pictures made smaller by a whole number, the smallest that keeps the work in bounds. */
export function reductionOf({ encoder, outputs, parts }: PictureExamples): Reduction {
  const { width, height, channels } = encoder;
  const affordable = mostWork / (2 * iterations * outputs * channels);
  const rows = Math.max(1, Math.min(mostRows, parts.train.length, Math.floor(affordable / leastPixels)));
  const pixels = affordable / rows;
  const shrink = Math.ceil(Math.sqrt((width * height) / pixels));
  const smaller = (length: number) => Math.max(1, Math.floor(length / shrink));
  return shrink <= 1 ? { rows, width, height } : { rows, width: smaller(width), height: smaller(height) };
}

export function pictureRivals(examples: PictureExamples): Rival[] {
  const { width, height } = reductionOf(examples);
  const { encoder } = examples;
  const whole = width === encoder.width && height === encoder.height;
  const title = whole ? "logistic regression on the pixels" : `logistic regression on ${width} × ${height} pixels`;
  return [
    { name: "majority", title: "the majority class" },
    { name: "logistic regression", title },
  ];
}

/** Of each of `pictureRivals` the probabilities of the classes, for the pictures that judge. */
export async function pictureBaselines(
  examples: PictureExamples,
  evaluated: Split,
  breathe: Breathe,
): Promise<Float64Array[]> {
  const { frames, encoder, truth, outputs, parts } = examples;
  const reduction = reductionOf(examples);
  const every = parts.train.length / reduction.rows;
  const train = Uint32Array.from({ length: reduction.rows }, (_, i) => parts.train[Math.floor(i * every)]);
  const width = reduction.width * reduction.height * encoder.channels;
  const values = new Float32Array(frames.length * width);
  for (const part of [train, parts[evaluated]]) {
    for (const row of part) {
      reduce(frames[row], encoder.levels, reduction, values.subarray(row * width, (row + 1) * width));
    }
    await breathe();
  }
  const asked = { values, width, rows: parts[evaluated] };
  const majority = await fitMajority({ values, width, rows: parts.train }, truth, outputs);
  const logistic = await fitLogistic({ values, width, rows: train }, truth, outputs, breathe, iterations);
  return [await majority(asked), await logistic(asked)];
}

/** Means of blocks of pixels that cover the picture. */
function reduce(frame: Frame, { factor, shift }: Levels, { width, height }: Reduction, output: Float32Array): void {
  const { channels, samples } = frame;
  const edge = (index: number, count: number, length: number) => Math.floor((index * length) / count);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [edge(y, height, frame.height), edge(y + 1, height, frame.height)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [edge(x, width, frame.width), edge(x + 1, width, frame.width)];
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) sum += samples[(row * frame.width + column) * channels + c];
        }
        output[at++] = (sum / ((bottom - top) * (right - left))) * factor + shift;
      }
    }
  }
}
