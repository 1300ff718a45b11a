// Making clean pictures bad in a known way: blur, noise, salt and pepper, JPEG, in this order, as pictures come about.

import { Random } from "../../core/random";
import type { Image } from "../../data/image/image";
import { InputError } from "../../errors";
import type { Breathe } from "../../tasks/table/matrix";
import type { FilterExecutor } from "../executor";
import type { Degradation } from "../pictures";
import { filterInBands } from "./bands";
import { type Plane, planeOf } from "./plane";

/** Stream of the random sequence of the first picture; the others follow. */
const degradationStream = 0x6e000000;

export interface DegradeOptions {
  seed: number;
  /** Of the picture: each has random numbers of its own. */
  index: number;
  executor: FilterExecutor;
  breathe: Breathe;
  /** Writes an 8-bit grey picture as JPEG of a quality and reads it again. */
  jpeg: (image: Image, quality: number) => Promise<Image>;
}

/** @throws InputError where nothing is degraded, or by an impossible amount */
export function checkDegradation({ noise = 0, blur = 0, jpeg, saltAndPepper = 0 }: Degradation): void {
  const refuse = (what: string, value: number, range: string) => {
    throw new InputError(`The ${what} is ${value}: give ${range}.`);
  };
  if (!(noise >= 0 && noise <= 255)) refuse("noise", noise, "σ from 0 to 255");
  if (blur !== 0 && !(blur >= 0.3 && blur <= 30)) refuse("blur", blur, "σ from 0.3 to 30 pixels");
  if (!(saltAndPepper >= 0 && saltAndPepper <= 1)) refuse("share of salt and pepper", saltAndPepper, "0 to 1");
  if (jpeg !== undefined && !(jpeg >= 1 && jpeg <= 100)) refuse("JPEG quality", jpeg, "1 to 100");
  if (noise === 0 && blur === 0 && saltAndPepper === 0 && jpeg === undefined) {
    throw new InputError("Nothing is degraded: give noise, blur, salt and pepper, or a JPEG quality.");
  }
}

/**
 * A degraded copy, a pure function of seed, index and degradation. Noise is Gaussian and added to floats that are neither
 * rounded nor clamped; salt and pepper replace a share of pixels by 0 or 1, half each; a JPEG is made of rounded and
 * clamped 8-bit values.
 */
export async function degrade(
  clean: Plane,
  { noise, blur, jpeg, saltAndPepper }: Degradation,
  options: DegradeOptions,
): Promise<Plane> {
  const { seed, index, breathe } = options;
  const { width, height } = clean;
  const random = new Random(seed, degradationStream + index);
  const samples = clean.samples.slice();
  if (blur) {
    await filterInBands(clean, { kernel: `gauss:${blur}` }, options, (blurred, from) => samples.set(blurred, from));
  }
  const eachRow = async (change: (row: Float32Array) => void) => {
    for (let y = 0; y < height; y++) {
      change(samples.subarray(y * width, (y + 1) * width));
      await breathe();
    }
  };
  if (noise) {
    await eachRow((row) => {
      for (let x = 0; x < width; x++) row[x] += (noise / 255) * random.normal();
    });
  }
  if (saltAndPepper) {
    await eachRow((row) => {
      for (let x = 0; x < width; x++) {
        const drawn = random.uniform();
        if (drawn < saltAndPepper) row[x] = drawn < saltAndPepper / 2 ? 0 : 1;
      }
    });
  }
  if (jpeg === undefined) return { width, height, samples };
  // Typed arrays of clamped bytes round ties to even and clamp.
  const bytes = new Uint8Array(Uint8ClampedArray.from(samples, (value) => 255 * value).buffer);
  return planeOf(await options.jpeg({ width, height, channels: 1, samples: bytes }, jpeg));
}
