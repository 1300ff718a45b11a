// A whole picture through a program of filters, in bands of rows, so that others get their turn and it can be stopped.

import { filtered, inBands, type Pace, shareable } from "../../convolution/bands";
import type { FilterExecutor } from "../../convolution/executor";
import type { FilterProgram } from "../../convolution/program";
import { sharedSamplesOf } from "../../convolution/samples";
import type { Image } from "../../data/image/image";

/** The filtered picture, in memory that threads share where there is such; undefined when `stopped` has said so between two bands. */
export async function renderPicture(
  image: Image,
  program: FilterProgram,
  executor: FilterExecutor,
  pace: Pace,
): Promise<Image | undefined> {
  const { width, height } = image;
  const { elements, channels } = program.nodes[program.nodes.length - 1];
  const source = shareable(image);
  const samples = sharedSamplesOf(elements, width * height * channels);
  const row = width * channels;
  const done = await inBands({ x: 0, y: 0, width, height }, pace, (band) => {
    const into = samples.subarray(band.y * row, (band.y + band.height) * row);
    const { samples: result } = filtered(executor, program, source, band, into);
    if (result !== into) into.set(result);
  });
  return done ? { width, height, channels, samples } : undefined;
}
