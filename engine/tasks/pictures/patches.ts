// Squares cut out of pictures at random places, flipped and turned: what networks train on that look at parts of pictures.

import { Random } from "../../core/random";
import type { Frame } from "../../data/album/album";
import { FieldError } from "../../experiment/field-error";
import { streamOf } from "../../neural/streams";
import type { Augmentation, Patch } from "./spec";

/** Where a patch lies, and which of the eight symmetries of a square it goes through. */
export interface PatchPlace {
  /** Row of the album. */
  row: number;
  x: number;
  y: number;
  /** Bit 0: mirrored left to right; bit 1: top to bottom; bit 2: rows and columns exchanged after that. */
  turn: number;
}

type Sized = Pick<Frame, "width" | "height">;

/** Patches of places that nothing is drawn for are spread over pictures evenly, this many at most. */
const fixedLimit = 512;

const stream = streamOf("patches");

/** The places of an epoch, counted from 0, in `rows` of the album; pictures come up in proportion to their pixels. */
export function drawPlaces(
  frames: readonly Sized[],
  rows: Uint32Array,
  { size, count }: Patch,
  { seed, epoch }: { seed: number; epoch: number },
): PatchPlace[] {
  const random = new Random(seed, (stream + epoch) | 0);
  const reached = new Float64Array(rows.length);
  let pixels = 0;
  rows.forEach((row, i) => {
    pixels += frames[row].width * frames[row].height;
    reached[i] = pixels;
  });
  return Array.from({ length: count }, () => {
    const row = rows[firstAbove(reached, random.uniform() * pixels)];
    const { width, height } = frames[row];
    return {
      row,
      x: random.integer(width - size + 1),
      y: random.integer(height - size + 1),
      turn: random.integer(8),
    };
  });
}

/** The bits of a place's turn that may stay, by what pictures may be mirrored. */
const turns: Readonly<Record<Flip, number>> = { none: 0, horizontal: 1, vertical: 2, both: 3 };

export type Flip = "none" | NonNullable<Augmentation["flip"]>;

/** The place with no more of its turn than a mirroring allows. */
export const mirroredPlace = (place: PatchPlace, flip: Flip): PatchPlace => ({
  ...place,
  turn: place.turn & turns[flip],
});

/** Places side by side that cover the pictures, without what is left at their ends; some of them where there are many. */
export function fixedPlaces(frames: readonly Sized[], rows: Uint32Array, size: number): PatchPlace[] {
  const all: PatchPlace[] = [];
  for (const row of rows) {
    const { width, height } = frames[row];
    for (let y = 0; y + size <= height; y += size)
      for (let x = 0; x + size <= width; x += size) all.push({ row, x, y, turn: 0 });
  }
  const count = Math.min(fixedLimit, all.length);
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
}

/** A square of `size` pixels a side. */
export function cutPatch({ width, channels, samples }: Frame, { x, y, turn }: PatchPlace, size: number): Frame {
  const cut = new Uint8Array(size * size * channels);
  const [right, down] = [turn & 1 ? -channels : channels, turn & 2 ? -width * channels : width * channels];
  const [nextRow, next] = turn & 4 ? [right, down] : [down, right];
  const [left, top] = [turn & 1 ? x + size - 1 : x, turn & 2 ? y + size - 1 : y];
  let line = (top * width + left) * channels;
  let at = 0;
  for (let i = 0; i < size; i++, line += nextRow) {
    for (let j = 0, from = line; j < size; j++, from += next) {
      for (let channel = 0; channel < channels; channel++) cut[at++] = samples[from + channel];
    }
  }
  return { width: size, height: size, channels, samples: cut };
}

/** @throws FieldError where a picture is smaller than a patch */
export function checkPatch({ size }: Patch, frames: readonly Frame[], nameOf: (row: number) => string): void {
  const small = frames.findIndex(({ width, height }) => Math.min(width, height) < size);
  if (small < 0) return;
  const { width, height } = frames[small];
  const message = `patch.size is ${size}, and ${nameOf(small)} has only ${width} × ${height} pixels: take smaller patches, or leave the picture out.`;
  throw new FieldError(["patch", "size"], message);
}

/** Index of the first of ascending values that is above `value`; the last one at most. */
function firstAbove(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
