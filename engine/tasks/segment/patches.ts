// What an epoch trains on: squares cut out of pictures and of their masks, mirrored as the experiment allows.

import type { Frame } from "../../data/album/album";
import { cutPatch, type Flip, mirroredPlace, type PatchPlace } from "../pictures/patches";

/** A picture, and its mask with the class of each pixel. */
export interface Labelled {
  frame: Frame;
  mask: Frame;
}

/**
 * Writes the square at each place as a row: features [places, size² · channels] with 1 for white, targets [places, size²].
 * `pictures` are by the rows of the places.
 */
export function writeSquares(
  pictures: readonly Labelled[],
  places: readonly PatchPlace[],
  { size, flip = "none" }: { size: number; flip?: Flip },
  features: Float32Array,
  targets: Int32Array,
): void {
  for (const [index, place] of places.entries()) {
    const { frame, mask } = pictures[place.row];
    const turned = mirroredPlace(place, flip);
    const { samples } = cutPatch(frame, turned, size);
    const from = index * samples.length;
    for (let i = 0; i < samples.length; i++) features[from + i] = samples[i] / 255;
    targets.set(cutPatch(mask, turned, size).samples, index * size * size);
  }
}
