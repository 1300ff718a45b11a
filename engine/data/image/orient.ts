// Turning a picture upright as its EXIF orientation says.

import type { Image } from "./image";
import { samplesLike } from "./samples";

/** What was done to the samples, for each orientation from 2 to 8. */
const doings = [
  "mirrored left to right",
  "turned by 180°",
  "mirrored top to bottom",
  "mirrored along its main diagonal",
  "turned by 90° clockwise",
  "mirrored along its other diagonal",
  "turned by 90° counter-clockwise",
];

/** A sentence on what `upright` does; undefined where nothing is to be done. */
export function describeOrientation(orientation: number): string | undefined {
  if (orientation < 2 || orientation > 8) return undefined;
  return `The picture was ${doings[orientation - 2]}, as its file says (orientation ${orientation}).`;
}

/** Whether width and height change places. */
export const swapsSides = (orientation: number): boolean => orientation >= 5 && orientation <= 8;

/** The image with its first row on top and its first column left; orientations as in EXIF, 1 to 8. */
export function upright(image: Image, orientation: number): Image {
  if (orientation < 2 || orientation > 8) return image;
  const { width, height, channels, samples } = image;
  const end = width * height - 1;
  // Where the upright picture begins in the samples, and the way to its next column and to its next row.
  const [start, column, row] = [
    [width - 1, -1, width],
    [end, -1, -width],
    [end - width + 1, 1, -width],
    [0, width, 1],
    [end - width + 1, -width, 1],
    [end, -width, -1],
    [width - 1, width, -1],
  ][orientation - 2];
  const swapped = swapsSides(orientation);
  const [columns, rows] = swapped ? [height, width] : [width, height];
  const turned = samplesLike(samples, samples.length);
  for (let y = 0, at = 0; y < rows; y++) {
    for (let x = 0, from = (start + y * row) * channels; x < columns; x++, from += column * channels) {
      for (let c = 0; c < channels; c++) turned[at++] = samples[from + c];
    }
  }
  return { width: columns, height: rows, channels, samples: turned };
}
