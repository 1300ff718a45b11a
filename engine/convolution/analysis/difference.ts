// How many pixels a filter has changed, and by how much at most, counted band by band.

import { type Channels, type Samples, whiteOf } from "../../data/image/image";
import type { PictureFigures } from "../pictures";

/** Of pictures of the same type and channels; alpha counts like the colours. */
export class DifferenceCounter {
  private pixels = 0;
  private changed = 0;
  private largest = 0;

  constructor(private readonly channels: Channels) {}

  /** The same pixels of both, [·, channels]; each is to be handed over once. */
  add(before: Samples, after: Samples): void {
    const { channels } = this;
    const unit = 255 / whiteOf({ samples: before });
    let largest = 0;
    let changed = 0;
    for (let i = 0; i < before.length; i += channels) {
      let same = true;
      for (let channel = i; channel < i + channels; channel++) {
        // What was no number and still is none has not changed.
        if (Object.is(before[channel], after[channel]) || before[channel] === after[channel]) continue;
        same = false;
        const difference = Math.abs(after[channel] - before[channel]);
        if (difference > largest) largest = difference;
      }
      if (!same) changed++;
    }
    this.largest = Math.max(this.largest, largest * unit);
    this.changed += changed;
    this.pixels += before.length / channels;
  }

  /** Share of pixels that differ in some channel (0 to 1), and the largest difference in units of 0 to 255. */
  result(): Pick<PictureFigures, "changed" | "largest"> {
    return { changed: this.changed / this.pixels, largest: this.largest };
  }
}
