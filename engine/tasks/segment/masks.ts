// Masks as pictures again: every class in the grey or the colour that stands for it in the masks of the training.

import type { Frame } from "../../data/album/album";

/** Red, green and blue of a name that albums give to a value of masks: `255`, `#ff8000`, or a range of greys. */
function coloursOf(value: string): [red: number, green: number, blue: number] {
  if (value.startsWith("#")) {
    const colour = Number.parseInt(value.slice(1), 16);
    return [colour >> 16, (colour >> 8) & 255, colour & 255];
  }
  const grey = value.startsWith("below") ? 0 : value.endsWith("above") ? 255 : Number(value);
  return [grey, grey, grey];
}

/** Of the class of each pixel, [height, width], by the album's `maskValues`; grey unless some class has a colour. */
export function maskOf(classes: Uint8Array, width: number, height: number, values: readonly string[]): Frame {
  const channels = values.some((value) => value.startsWith("#")) ? 3 : 1;
  const colours = values.map(coloursOf);
  const samples = new Uint8Array(channels * classes.length);
  for (let pixel = 0; pixel < classes.length; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      samples[pixel * channels + channel] = colours[classes[pixel]][channel];
    }
  }
  return { width, height, channels, samples };
}
