// What a whole filtered picture says: histograms, how much has changed, and its likeness to a reference, counted in bands.

import { PictureComparer } from "../convolution/analysis/compare";
import { DifferenceCounter } from "../convolution/analysis/difference";
import { HistogramCounter } from "../convolution/analysis/histogram";
import { cut, inBands, type Pace } from "../convolution/bands";
import type { PictureFigures } from "../convolution/pictures";
import type { Region } from "../convolution/program";
import { hasAlpha, type Image } from "../data/image/image";

/** `result` is `original` filtered; it is compared with `reference` where both have the same size and are of one kind; undefined when it was stopped. */
export async function figuresOf(
  { original, result, reference }: { original: Image; result: Image; reference: Image },
  pace: Pace,
): Promise<Omit<PictureFigures, "milliseconds"> | undefined> {
  const { width, height, channels } = original;
  const [before, after] = [new HistogramCounter(channels), new HistogramCounter(result.channels)];
  const difference = new DifferenceCounter(channels);
  const comparer = isComparable(result, reference) ? new PictureComparer(result, reference) : undefined;
  const count = (region: Region) => {
    const [was, is] = [cut(original, region).samples, cut(result, region).samples];
    before.add(was);
    after.add(is);
    difference.add(was, is);
    comparer?.add(is, cut(reference, region).samples);
  };
  if (!(await inBands({ x: 0, y: 0, width, height }, pace, count))) return undefined;
  return {
    before: before.result(),
    after: after.result(),
    ...difference.result(),
    ...(comparer ? { comparison: comparer.result() } : {}),
  };
}

const isGrey = ({ channels }: Image): boolean => channels - Number(hasAlpha(channels)) === 1;

const isComparable = (one: Image, other: Image): boolean =>
  one.width === other.width && one.height === other.height && isGrey(one) === isGrey(other);
