// What a restoring network trains on: degraded patches, or whole pictures, beside the clean ones.

import type { Album, Frame } from "../../data/album/album";
import { degradeByJpeg, degradeFrame } from "../pictures/degrade";
import { frameOf } from "../pictures/figures";
import { cutPatch, drawPlaces, fixedPlaces, type PatchPlace } from "../pictures/patches";
import { middleOf } from "../pictures/shown";
import type { Degradation } from "../pictures/spec";
import type { PictureRows } from "../pictures/training";
import type { Breathe } from "../table/matrix";
import { isNothing, type RestoreExamples } from "./examples";
import { takesWhole } from "./network";
import type { RestoreExperiment } from "./spec";

/** What input patches are cut out of, by row of the album, and what is still done to each. */
export interface TrainingPictures {
  inputs: readonly Frame[];
  clean: readonly Frame[];
  degradation: Degradation;
}

/** Random numbers of patches that choose the best epoch follow those of pictures that are judged. */
const fixedIndex = 1 << 20;

/**
 * Pairs are as the data bring them. A JPEG takes its time, so that each picture goes through one once, with all that comes
 * before it; everything else is drawn afresh in every epoch.
 */
export async function trainingPictures(
  { degradation = {} }: RestoreExperiment,
  { frames, partners }: Album,
  seed: number,
  breathe: Breathe,
): Promise<TrainingPictures> {
  if (partners) return { inputs: frames, clean: partners, degradation: {} };
  const { maskPixels, maskBlocks, seed: own, ...lasting } = degradation;
  if (lasting.jpeg === undefined) return { inputs: frames, clean: frames, degradation };
  const inputs: Frame[] = [];
  for (const [index, frame] of frames.entries()) {
    const { input } = await degradeByJpeg(frame, { ...lasting, seed: own }, { seed, index, epoch: 1 });
    inputs.push(frameOf({ ...frame, samples: input }));
    await breathe();
  }
  return { inputs, clean: frames, degradation: { maskPixels, maskBlocks, seed: own } };
}

/** The rows of a training with that seed; the experiment is complete. */
export function restoreRows(
  { model, patch }: RestoreExperiment,
  { rows, parts, channels, masked }: RestoreExamples,
  pictures: TrainingPictures,
  seed: number,
): PictureRows {
  const whole = takesWhole(model!);
  const { inputs, clean, degradation } = pictures;
  const [train, validation] = [parts.train, parts.validation].map((part) => part.map((example) => rows[example]));
  const margin = whole ? 0 : blurMargin(degradation, patch!.size, inputs);
  const size = whole ? 0 : patch!.size + 2 * margin;
  const [width, height] = whole ? [clean[0].width, clean[0].height] : [patch!.size, patch!.size];
  const places = (part: Uint32Array): PatchPlace[] =>
    whole ? Array.from(part, (row) => ({ row, x: 0, y: 0, turn: 0 })) : fixedPlaces(clean, part, size);
  const cut = (frame: Frame, place: PatchPlace): Frame => (whole ? frame : cutPatch(frame, place, size));
  const inputWidth = channels + Number(masked);
  const outputs = width * height * channels;

  const fill = (
    chosen: readonly PatchPlace[],
    about: { seed: number; first: number; epoch: number },
    features: Float32Array,
    targets: Float32Array | Int32Array,
  ) => {
    chosen.forEach((place, i) => {
      const source = cut(inputs[place.row], place);
      const { input, known } = degradeFrame(source, degradation, {
        seed: about.seed,
        index: about.first + i,
        epoch: about.epoch,
      });
      const inner = margin === 0 ? input : middleOf({ ...source, samples: input }, patch!.size).samples;
      const row = features.subarray(i * width * height * inputWidth, (i + 1) * width * height * inputWidth);
      if (known)
        interleave(
          inner,
          margin === 0 ? known : middleOf({ ...source, channels: 1, samples: known }, patch!.size).samples,
          channels,
          row,
        );
      else row.set(inner);
      const target = inputs === clean ? source : cut(clean[place.row], place);
      const wanted = middleOf(target, whole ? Number.POSITIVE_INFINITY : patch!.size).samples;
      for (let k = 0; k < outputs; k++) targets[i * outputs + k] = wanted[k] / 255;
    });
  };

  const held = places(validation);
  const features = new Float32Array(held.length * width * height * inputWidth);
  const targets = new Float32Array(held.length * outputs);
  fill(held, { seed, first: fixedIndex, epoch: 0 }, features, targets);
  const count = whole ? train.length : patch!.count;
  return {
    picture: [height, width, inputWidth],
    outputs,
    targets: "values",
    train: count,
    validation: { count: held.length, features, targets },
    fixed: whole && isNothing(degradation),
    draw(epoch, into, wanted) {
      const chosen = whole ? places(train) : drawPlaces(clean, train, { size, count }, { seed, epoch });
      fill(chosen, { seed, first: 0, epoch: epoch + 1 }, into, wanted);
    },
  };
}

/** Pixels around a patch that its blur looks at, as far as the smallest picture has them. */
function blurMargin({ blur }: Degradation, size: number, frames: readonly Frame[]): number {
  if (!blur) return 0;
  const smallest = Math.min(...frames.map(({ width, height }) => Math.min(width, height)));
  return Math.min(Math.ceil(3 * blur), Math.floor((smallest - size) / 2));
}

/** Pixels with what is known of each behind their channels. */
export function interleave(samples: Float32Array, known: Uint8Array, channels: number, into: Float32Array): void {
  let [from, to] = [0, 0];
  for (const one of known) {
    for (let channel = 0; channel < channels; channel++) into[to++] = samples[from++];
    into[to++] = one;
  }
}
