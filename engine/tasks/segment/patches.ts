// What an epoch trains on: squares cut out of pictures and of their masks, mirrored as the experiment allows.

import type { Frame } from "../../data/album/album";
import { cutPatch, type PatchPlace } from "../pictures/patches";
import type { Augmentation } from "../pictures/spec";

/** A picture, and its mask with the class of each pixel. */
export interface Labelled {
  frame: Frame;
  mask: Frame;
}

/** The bits of a place's turn that may stay, by what pictures may be mirrored. */
const turns: Readonly<Record<"none" | NonNullable<Augmentation["flip"]>, number>> = {
  none: 0,
  horizontal: 1,
  vertical: 2,
  both: 3,
};

/**
 * Writes the square at each place as a row: features [places, size² · channels] with 1 for white, targets [places, size²].
 * `pictures` are by the rows of the places.
 */
export function writeSquares(
  pictures: readonly Labelled[],
  places: readonly PatchPlace[],
  { size, flip = "none" }: { size: number; flip?: keyof typeof turns },
  features: Float32Array,
  targets: Int32Array,
): void {
  for (const [index, place] of places.entries()) {
    const { frame, mask } = pictures[place.row];
    const turned = { ...place, turn: place.turn & turns[flip] };
    const { samples } = cutPatch(frame, turned, size);
    const from = index * samples.length;
    for (let i = 0; i < samples.length; i++) features[from + i] = samples[i] / 255;
    targets.set(cutPatch(mask, turned, size).samples, index * size * size);
  }
}
