// Histograms and differences, on values whose counts are plain to see.

import assert from "node:assert/strict";
import { DifferenceCounter } from "../../../../engine/convolution/analysis/difference";
import { HistogramCounter } from "../../../../engine/convolution/analysis/histogram";
import type { Channels, Samples } from "../../../../engine/data/image/image";

function histogram({ channels, samples }: { channels: Channels; samples: Samples }, bins?: number) {
  const counter = new HistogramCounter(channels, bins);
  counter.add(samples);
  return counter.result();
}

/** Bins that are not empty, as [bin, count]. */
const filled = (counts: number[]) => counts.flatMap((count, bin) => (count > 0 ? [[bin, count]] : []));

describe("histogram", () => {
  it("counts 8-bit values one a bin, channel by channel", () => {
    const samples = Uint8Array.of(0, 255, 7, 7, 0, 128, 255, 255);
    const { bins, counts } = histogram({ channels: 2, samples });
    assert.equal(bins, 256);
    assert.deepEqual(counts.map(filled), [
      [
        [0, 2],
        [7, 1],
        [255, 1],
      ],
      [
        [7, 1],
        [128, 1],
        [255, 2],
      ],
    ]);
  });

  it("counts in fewer bins of equal width", () => {
    const samples = Uint8Array.from({ length: 256 }, (_, i) => i);
    assert.deepEqual(histogram({ channels: 1, samples }, 4).counts, [[64, 64, 64, 64]]);
    assert.deepEqual(histogram({ channels: 1, samples }, 3).counts, [[86, 85, 85]]);
  });

  it("counts 16-bit values from 0 to 65535 in 256 bins", () => {
    const samples = Uint16Array.of(0, 255, 256, 65279, 65280, 65535);
    assert.deepEqual(filled(histogram({ channels: 1, samples }).counts[0]), [
      [0, 2],
      [1, 1],
      [254, 1],
      [255, 2],
    ]);
  });

  it("counts floats from 0 to 1, what is beyond in the bins at the ends, and nothing that is no number", () => {
    const samples = Float32Array.of(
      -3,
      0,
      0.25,
      0.5,
      1,
      7,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    );
    assert.deepEqual(histogram({ channels: 1, samples }, 2).counts, [[4, 4]]);
  });

  it("adds up bands", () => {
    const counter = new HistogramCounter(1);
    counter.add(Uint8Array.of(1, 2));
    counter.add(Uint8Array.of(2));
    assert.deepEqual(filled(counter.result().counts[0]), [
      [1, 1],
      [2, 2],
    ]);
  });
});

describe("difference", () => {
  it("counts a pixel once, however many of its channels differ", () => {
    const counter = new DifferenceCounter(2);
    counter.add(Uint8Array.of(1, 2, 3, 4), Uint8Array.of(1, 2, 0, 9));
    counter.add(Uint8Array.of(5, 6, 7, 8), Uint8Array.of(5, 6, 7, 8));
    assert.deepEqual(counter.result(), { changed: 0.25, largest: 5 });
  });

  it("gives the largest in units of 0 to 255", () => {
    const wide = new DifferenceCounter(1);
    wide.add(Uint16Array.of(0, 257), Uint16Array.of(2570, 257));
    assert.deepEqual(wide.result(), { changed: 0.5, largest: 10 });
    const floats = new DifferenceCounter(1);
    floats.add(Float32Array.of(0, Number.NaN), Float32Array.of(-0.5, Number.NaN));
    assert.deepEqual(floats.result(), { changed: 0.5, largest: 127.5 });
  });
});
