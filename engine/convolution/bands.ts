// Pictures computed in bands of rows, so that messages are answered in between; bands change no bit of the result.

import type { Image, Samples } from "../data/image/image";
import { type Breathe, sliceMilliseconds } from "../tasks/table/matrix";
import type { FilterExecutor } from "./executor";
import { neededRegion } from "./needed";
import type { FilterProgram, Region, Window } from "./program";
import { elementsOf, sharedSamplesOf } from "./samples";

/** Pixels of the first band; later ones are as high as a slice of time allows. */
const firstBand = 1 << 14;
/** A band grows at most so many times higher than the one before. */
const growth = 4;

export interface Pace {
  breathe: Breathe;
  /** Whether nobody waits for the result any more; asked after each band. */
  stopped?(): boolean;
}

/**
 * Visits all rows of the region from top to bottom, each band as high as about a slice of time allows, and breathes after
 * each. Resolves to false when it was stopped.
 */
export async function inBands(
  region: Region,
  { breathe, stopped }: Pace,
  visit: (band: Region) => void,
): Promise<boolean> {
  const end = region.y + region.height;
  let rows = Math.max(1, Math.floor(firstBand / region.width));
  for (let y = region.y; y < end; ) {
    const height = Math.min(rows, end - y);
    const began = performance.now();
    visit({ x: region.x, y, width: region.width, height });
    y += height;
    const pace = sliceMilliseconds / Math.max(performance.now() - began, sliceMilliseconds / growth);
    rows = Math.max(1, Math.floor(height * pace));
    await breathe();
    if (stopped?.()) return false;
  }
  return true;
}

/** The part of a picture: its own samples where the region is as wide as it is, else a copy. */
export function cut({ width, height, channels, samples }: Image, region: Region): Window {
  const row = width * channels;
  if (region.width === width) {
    const from = region.y * row;
    return { width, height, channels, region, samples: samples.subarray(from, from + region.height * row) };
  }
  const length = region.width * channels;
  const part = new (samples.constructor as new (length: number) => typeof samples)(region.height * length);
  for (let y = 0; y < region.height; y++) {
    const from = (region.y + y) * row + region.x * channels;
    part.set(samples.subarray(from, from + length), y * length);
  }
  return { width, height, channels, region, samples: part };
}

/** The picture with its samples in memory that threads share, so that several may filter it. */
export function shareable(image: Image): Image {
  if (typeof SharedArrayBuffer === "undefined" || image.samples.buffer instanceof SharedArrayBuffer) return image;
  const samples = sharedSamplesOf(elementsOf(image.samples), image.samples.length);
  samples.set(image.samples);
  return { ...image, samples };
}

/** The filtered pixels of a region of the picture; `into` takes the samples, where given. */
export function filtered(
  executor: FilterExecutor,
  program: FilterProgram,
  image: Image,
  region: Region,
  into?: Samples,
): Window {
  const { y, height } = neededRegion(program, image, region);
  // Whole rows are no copy; the executor takes of them what it needs.
  const rows = cut(image, { x: 0, y, width: image.width, height });
  return executor.render(program, rows, region, undefined, into);
}
