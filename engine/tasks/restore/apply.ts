// A finished network on new pictures, and on those that it was trained or judged on.

import type { Executor } from "../../core/executor";
import type { Album, Frame } from "../../data/album/album";
import { fitted, fittingOf, frameOf as frameOfImage, withChannels } from "../../data/album/frames";
import { Tally } from "../../data/album/tally";
import { InputError } from "../../errors";
import type { ShownPicture } from "../pictures/events";
import { fieldOf, frameOf } from "../pictures/figures";
import { shownPicture } from "../pictures/shown";
import type { FinishedRun, PictureMaker } from "../pictures/task";
import type { Breathe } from "../table/matrix";
import { type Degraded, degradedOf, isMasked, type RestoreEncoder } from "./examples";
import { takesWhole } from "./network";
import { openRestorer } from "./restorer";
import type { RestoreExperiment } from "./spec";

/** Tiles are as large as they may be. */
const anySize = 1 << 16;

/**
 * Pictures are restored as they are: nothing degrades them. Where the network fills in what is masked, black pixels are
 * what is to be filled in. One that takes whole pictures gets them resized to its size.
 */
export function restoreMaker(run: FinishedRun<RestoreExperiment>, executor: Executor, breathe: Breathe): PictureMaker {
  const { data, model, degradation = {} } = run.experiment;
  const masked = isMasked(degradation);
  const { width, height, channels } = run.encoder as RestoreEncoder;
  const whole = takesWhole(model!);
  const most = whole ? { width, height, channels } : { width: anySize, height: anySize, channels };
  const restorer = openRestorer({ model: model!, weights: run.weights, masked }, most, executor, breathe);
  return {
    suffix: "restored",
    async apply(image) {
      const frame = withChannels(frameOfImage(image, new Tally()), channels);
      const size = whole ? ([width, height] as const) : undefined;
      const taken = fitted(frame, fittingOf(frame, { size, fit: data.fit }));
      const [restored] = await restorer.restore([asGiven(taken, masked)]);
      return frameOf(restored);
    },
    close: () => restorer.close(),
  };
}

const asGiven = (frame: Frame, masked: boolean): Degraded => ({
  picture: fieldOf(frame),
  ...(masked ? { known: knownOf(frame) } : {}),
});

/** 1 for each pixel that is not black. */
function knownOf({ width, height, channels, samples }: Frame): Uint8Array {
  const known = new Uint8Array(width * height);
  for (let i = 0; i < samples.length; i++) if (samples[i] > 0) known[Math.floor(i / channels)] = 1;
  return known;
}

/** @throws InputError where the album has no such row */
export async function shownRestored(
  { experiment, weights }: FinishedRun<RestoreExperiment>,
  album: Album,
  row: number,
  executor: Executor,
  breathe: Breathe,
): Promise<ShownPicture> {
  const { frames, partners = frames, pictures } = album;
  if (!frames[row])
    throw new InputError(`There is no picture ${row}: they are counted from 0 to ${frames.length - 1}.`);
  const masked = isMasked(experiment.degradation ?? {});
  const { width, height, channels } = frames[row];
  const most = { width, height, channels };
  const restorer = openRestorer({ model: experiment.model!, weights, masked }, most, executor, breathe);
  try {
    const given = await degradedOf(experiment, album, row);
    const [output] = await restorer.restore([given]);
    return shownPicture({ row, name: pictures[row].name }, { input: given.picture, output, truth: partners[row] });
  } finally {
    restorer.close();
  }
}
