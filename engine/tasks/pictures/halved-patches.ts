// Patches for networks that halve them some times: as large as the pictures and the network allow.

import type { Album } from "../../data/album/album";
import { FieldError } from "../../experiment/field-error";
import type { Patch } from "./spec";

/** Pixels of a side of a patch at most, and pixels of an epoch's patches together. */
const patchSide = 64;
const epochPixels = 500_000;
const fewestPatches = 16;

/**
 * The patches with every value written out, for a network that halves them `depth` times.
 * @throws FieldError where the side is no multiple of what is halved
 */
export function completeHalvedPatch(given: Patch | undefined, album: Album, depth: number): Patch {
  const multiple = 2 ** depth;
  const size = given?.size ?? suggestSide(album, multiple);
  checkSide(size, multiple, given, album);
  return { size, count: given?.count ?? Math.max(fewestPatches, Math.round(epochPixels / size ** 2)) };
}

/** So large that patches fit into half of the pictures at least, and a multiple of what the network halves. */
function suggestSide({ frames }: Album, multiple: number): number {
  const sides = frames.map(({ width, height }) => Math.min(width, height)).sort((a, b) => a - b);
  const side = Math.min(patchSide, sides[sides.length >> 1]);
  return side - (side % multiple);
}

function checkSide(size: number, multiple: number, patch: Patch | undefined, { name }: Album): void {
  if (size > 0 && size % multiple === 0) return;
  const place = { file: name };
  if (patch) {
    const message = `patch.size is ${size}, and the network halves it so often that it must be a multiple of ${multiple}.`;
    throw new FieldError(["patch", "size"], message, place);
  }
  const message = `The pictures are smaller than ${multiple} × ${multiple} pixels, which the network halves so often: make model.depth smaller.`;
  throw new FieldError(["model", "depth"], message, place);
}
