// How often each value occurs in a picture, channel by channel, counted band by band.

import { type Channels, type Samples, whiteOf } from "../../data/image/image";
import type { Histogram } from "../pictures";

/**
 * Counts values in bins of equal width over 0 to white: of 8-bit samples one value a bin with the 256 bins that are usual,
 * of 16-bit ones 256 values. Floats below 0 or above 1 go to the bins at the ends; what is no number is not counted.
 */
export class HistogramCounter {
  private readonly counts: Float64Array[];

  constructor(
    private readonly channels: Channels,
    private readonly bins = 256,
  ) {
    this.counts = Array.from({ length: channels }, () => new Float64Array(bins));
  }

  /** Any pixels of the picture, [·, channels]; each is to be handed over once. */
  add(samples: Samples): void {
    const { channels, bins, counts } = this;
    // Whole numbers 0 … white are white + 1 values; floats reach white at the upper end of the last bin.
    const scale = samples instanceof Float32Array ? bins : bins / (whiteOf({ samples }) + 1);
    const last = bins - 1;
    for (const [channel, own] of counts.entries()) {
      for (let i = channel; i < samples.length; i += channels) {
        const bin = Math.floor(samples[i] * scale);
        if (bin >= 0 && bin <= last) own[bin]++;
        else if (bin > last) own[last]++;
        else if (bin < 0) own[0]++;
      }
    }
  }

  result(): Histogram {
    return { bins: this.bins, counts: this.counts.map((own) => [...own]) };
  }
}
