// Pictures at other sizes as MATLAB's imresize makes them: bicubic, antialiased where they get smaller.

/** Samples [height, width, channels] of any kind of number. */
export interface Resizable {
  width: number;
  height: number;
  channels: number;
  samples: ArrayLike<number>;
}

/** R. G. Keys, "Cubic convolution interpolation for digital image processing", 1981, a = −0.5: exact up to parabolas. */
function cubic(x: number): number {
  const d = Math.abs(x);
  if (d <= 1) return (1.5 * d - 2.5) * d * d + 1;
  return d <= 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
}

/** How many pixels on either side of its centre the kernel reaches. */
const reach = 2;

/** Which samples of a line, by index and weight, each sample of the new line is the sum of. */
interface Taps {
  count: number;
  from: Int32Array;
  weights: Float64Array;
}

/**
 * Sample j of the new line lies at (j + ½) / scale − ½ of the old one, which goes on mirrored beyond its ends (…1 0 | 0 1…).
 * Where lines get shorter the kernel is stretched by the same factor, which takes out what the new one cannot show.
 */
function tapsOf(length: number, newLength: number): Taps {
  const scale = newLength / length;
  const stretch = Math.min(1, scale);
  const count = Math.ceil((2 * reach) / stretch) + 2;
  const from = new Int32Array(newLength * count);
  const weights = new Float64Array(newLength * count);
  for (let j = 0; j < newLength; j++) {
    const centre = (j + 0.5) / scale - 0.5;
    const first = Math.floor(centre - reach / stretch);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const at = first + k;
      const round = ((at % (2 * length)) + 2 * length) % (2 * length);
      from[j * count + k] = Math.min(round, 2 * length - 1 - round);
      weights[j * count + k] = cubic((centre - at) * stretch);
      sum += weights[j * count + k];
    }
    for (let k = 0; k < count; k++) weights[j * count + k] /= sum;
  }
  return { count, from, weights };
}

/** Samples [outer, length, inner] become [outer, newLength, inner]. */
function along(
  samples: ArrayLike<number>,
  outer: number,
  length: number,
  inner: number,
  newLength: number,
): ArrayLike<number> {
  if (length === newLength) return samples;
  const { count, from, weights } = tapsOf(length, newLength);
  const result = new Float32Array(outer * newLength * inner);
  const sums = new Float64Array(inner);
  for (let o = 0, at = 0; o < outer; o++) {
    for (let j = 0; j < newLength; j++, at += inner) {
      sums.fill(0);
      for (let k = j * count; k < (j + 1) * count; k++) {
        const weight = weights[k];
        if (weight === 0) continue;
        const start = (o * length + from[k]) * inner;
        for (let i = 0; i < inner; i++) sums[i] += weight * samples[start + i];
      }
      result.set(sums, at);
    }
  }
  return result;
}

/**
 * The picture at a new size, [height, width, channels], in the units of its samples, neither rounded nor clamped. The
 * scales are those of the sizes. Where a size stays, so does that direction, to the bit.
 */
export function imresize({ channels, samples, ...old }: Resizable, width: number, height: number): Float32Array {
  const rows = () => along(samples, old.height, old.width, channels, width);
  // The direction that gets smaller first leaves less to do for the other; it makes no difference beyond rounding.
  const resized =
    width * old.height <= height * old.width
      ? along(rows(), 1, old.height, width * channels, height)
      : along(along(samples, 1, old.height, old.width * channels, height), height, old.width, channels, width);
  return resized instanceof Float32Array ? resized : Float32Array.from(resized);
}

/** The value of the nearest pixel, for masks, whose values must not be mixed. */
export function resizeNearest<Samples extends Uint8Array | Int32Array>(
  { width: oldWidth, height: oldHeight, samples }: { width: number; height: number; samples: Samples },
  width: number,
  height: number,
): Samples {
  const result = (
    samples instanceof Uint8Array ? new Uint8Array(width * height) : new Int32Array(width * height)
  ) as Samples;
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * oldWidth) / width));
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * oldHeight) / height) * oldWidth;
    for (let x = 0; x < width; x++) result[at++] = samples[row + columns[x]];
  }
  return result;
}
