// What is changed at random of pictures that train, afresh in every epoch: a function of seed and epoch alone.

import { normal } from "../../core/normal";
import { Random } from "../../core/random";
import type { Frame } from "../../data/album/album";
import { streamOf } from "../../neural/streams";
import type { Augmentation } from "./spec";

/** A value as the network sees it: sample · factor + shift, samples from 0 to 255. */
export interface Levels {
  factor: number;
  shift: number;
}

export interface AugmentedRows {
  /** Of one size. */
  frames: readonly Frame[];
  levels: Levels;
  /** With mixup: of each picture a share, 0 to 1, of so many classes or labels, row-major. */
  targets?: { shares: Float32Array; count: number };
}

/** Pictures that are blended with each other: as many as stay in a cache. */
const blockRows = 256;

/** Takes a picture as the network sees it and, with mixup, its shares of the targets; both are overwritten after. */
export type WriteRow = (row: number, values: Float32Array, shares?: Float32Array) => void;

/**
 * Writes every picture as an epoch, counted from 0, sees it. A picture is moved, turned and scaled about its middle, by
 * bilinear sampling, with its rim continued; then noise is added. mixup (H. Zhang et al., 2018) blends it with another
 * one that is changed likewise: λ of it, with λ ~ Beta(α, α).
 */
export function writeEpoch(
  { frames, levels, targets }: AugmentedRows,
  augmentation: Augmentation,
  { seed, epoch }: { seed: number; epoch: number },
  write: WriteRow,
): void {
  const random = new Random(seed, streamOf("augment"), epoch);
  const size = frames[0].samples.length;
  const { mixup, noise } = augmentation;
  const normals = noise ? Float32Array.from({ length: drawnNormals + size }, () => normal(random)) : undefined;
  const draws: Draws = { random, normals };
  if (!mixup) {
    const values = new Float32Array(size);
    for (const [row, frame] of frames.entries()) {
      change(frame, augmentation, levels, draws, values);
      write(row, values);
    }
    return;
  }
  // Pictures lie in the order of their classes: without a shuffle, like would be blended with like.
  const order = random.shuffle(Uint32Array.from(frames.keys()));
  const block = new Float32Array(Math.min(blockRows, frames.length) * size);
  const at = (i: number) => block.subarray(i * size, (i + 1) * size);
  const blended = new Float32Array(size);
  const shares = targets && new Float32Array(targets.count);
  for (let from = 0; from < order.length; from += blockRows) {
    const rows = order.subarray(from, from + blockRows);
    for (const [i, row] of rows.entries()) change(frames[row], augmentation, levels, draws, at(i));
    for (const [i, row] of rows.entries()) {
      const partner = random.integer(rows.length);
      const share = beta(random, mixup);
      const [own, other] = [at(i), at(partner)];
      for (let k = 0; k < size; k++) blended[k] = share * own[k] + (1 - share) * other[k];
      if (shares) {
        const [mine, theirs] = [row * targets.count, rows[partner] * targets.count];
        for (let k = 0; k < targets.count; k++) {
          shares[k] = share * targets.shares[mine + k] + (1 - share) * targets.shares[theirs + k];
        }
      }
      write(row, blended, shares);
    }
  }
}

/** Writes every picture as it is. */
export function writePlain(frames: readonly Frame[], levels: Levels, write: WriteRow): void {
  const values = new Float32Array(frames.length > 0 ? frames[0].samples.length : 0);
  for (const [row, frame] of frames.entries()) {
    copy(frame, levels, values);
    write(row, values);
  }
}

function copy({ samples }: Frame, { factor, shift }: Levels, output: Float32Array): void {
  for (let i = 0; i < samples.length; i++) output[i] = samples[i] * factor + shift;
}

const either = (random: Random, most: number): number => most * (2 * random.uniform() - 1);

/** Where an epoch's random numbers come from; pictures with noise take a stretch of `normals` each. */
interface Draws {
  random: Random;
  normals?: Float32Array;
}

/** Normal numbers of an epoch, beyond those of one picture: one for each sample would take longer than a small network. */
const drawnNormals = 1 << 18;

function change(
  frame: Frame,
  { shift = 0, flip, rotate = 0, scale = 1, noise = 0 }: Augmentation,
  levels: Levels,
  { random, normals }: Draws,
  output: Float32Array,
): void {
  const across = (flip === "horizontal" || flip === "both") && random.uniform() < 0.5 ? -1 : 1;
  const down = (flip === "vertical" || flip === "both") && random.uniform() < 0.5 ? -1 : 1;
  const moved: [number, number] = shift > 0 ? [either(random, shift), either(random, shift)] : [0, 0];
  const angle = rotate > 0 ? (either(random, rotate) * Math.PI) / 180 : 0;
  const factor = scale > 1 ? Math.exp(either(random, Math.log(scale))) : 1;
  const still = across === 1 && down === 1 && shift === 0 && rotate === 0 && scale === 1;
  if (still) copy(frame, levels, output);
  else sample(frame, { across, down, moved, angle, factor }, levels, output);
  const deviation = noise * levels.factor;
  if (!normals) return;
  const from = random.integer(normals.length - output.length);
  for (let i = 0; i < output.length; i++) output[i] += deviation * normals[from + i];
}

interface Move {
  /** −1 where the picture is turned over. */
  across: number;
  down: number;
  /** Pixels to the right and down. */
  moved: readonly [number, number];
  /** Clockwise, in radians. */
  angle: number;
  /** How many times as large. */
  factor: number;
}

/** Every pixel of the output from where it lay in the picture, between four pixels; the rim goes on beyond it. */
function sample(
  { width, height, channels, samples }: Frame,
  { across, down, moved, angle, factor: size }: Move,
  { factor, shift }: Levels,
  output: Float32Array,
): void {
  const [right, bottom] = [width - 1, height - 1];
  const [cos, sin] = [Math.cos(angle) / size, Math.sin(angle) / size];
  // From a step in the output to the step in the picture.
  const [xx, xy, yx, yy] = [across * cos, across * sin, -down * sin, down * cos];
  const [left, top] = [-right / 2 - moved[0], -bottom / 2 - moved[1]];
  let at = 0;
  for (let j = 0; j < height; j++) {
    let x = right / 2 + xx * left + xy * (top + j);
    let y = bottom / 2 + yx * left + yy * (top + j);
    for (let i = 0; i < width; i++, x += xx, y += yx) {
      const u = Math.min(Math.max(x, 0), right);
      const v = Math.min(Math.max(y, 0), bottom);
      const column = u | 0;
      const row = v | 0;
      const across = u - column;
      const along = v - row;
      const first = (row * width + column) * channels;
      const next = column < right ? channels : 0;
      const below = row < bottom ? width * channels : 0;
      for (let c = first; c < first + channels; c++) {
        const upper = samples[c] + across * (samples[c + next] - samples[c]);
        const under = c + below;
        const lower = samples[under] + across * (samples[under + next] - samples[under]);
        output[at++] = (upper + along * (lower - upper)) * factor + shift;
      }
    }
  }
}

/** From Beta(α, α): of two gamma variates the share of the first. */
function beta(random: Random, alpha: number): number {
  const [a, b] = [gamma(random, alpha), gamma(random, alpha)];
  // Both underflow for a very small α, whose variates are nearly 0 or 1.
  return a + b > 0 ? a / (a + b) : Number(random.uniform() < 0.5);
}

/** G. Marsaglia, W. Tsang, "A simple method for generating gamma variables", 2000; shape below 1 by a power of U. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}
