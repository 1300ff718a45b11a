// A finished network on new pictures: their masks, in the values of the masks that it was trained on.

import type { Executor } from "../../core/executor";
import type { Album, Frame } from "../../data/album/album";
import { fitted, fittingOf, frameOf, withChannels } from "../../data/album/frames";
import { resizeNearest } from "../../data/album/imresize";
import { Tally } from "../../data/album/tally";
import type { Image } from "../../data/image/image";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import type { ShownPicture } from "../pictures/events";
import { FinishedTiles } from "../pictures/finished-tiles";
import type { Breathe } from "../table/matrix";
import type { SegmentEncoder } from "./examples";
import { maskOf } from "./masks";
import { classesBy, networkOf } from "./network";
import { shownMask } from "./showing";
import type { SegmentExperiment } from "./spec";

export interface FinishedSegment {
  experiment: SegmentExperiment;
  encoder: SegmentEncoder;
  weights: TensorFile["tensors"];
}

export interface Segmenter {
  /** A mask of the picture's own size. */
  apply(image: Image): Promise<Frame>;
  close(): void;
}

/** The network of a run on frames with the channels that it was trained on. */
function openNetwork({ experiment, encoder, weights }: FinishedSegment, executor: Executor, breathe: Breathe) {
  const { classes } = encoder;
  const network = networkOf(experiment, classes.length);
  const channels = experiment.data.channels === "colour" ? 3 : 1;
  const square = experiment.patch!.size;
  const applier = new FinishedTiles({ network, channels, square, weights, executor, breathe });
  return {
    channels,
    classesOf: (frame: Frame) => classesBy(applier, frame),
    close: () => applier.close(),
  } as const;
}

export function openSegmenter(run: FinishedSegment, executor: Executor, breathe: Breathe): Segmenter {
  const { channels, classesOf, close } = openNetwork(run, executor, breathe);
  return {
    close,
    async apply(image) {
      const { width, height } = image;
      const frame = withChannels(frameOf(image, new Tally()), channels);
      const scaled = fittingOf(frame, run.experiment.data);
      // All of the picture is looked at, in the scale of the training, whatever was cut off there.
      const whole = scaled && { ...scaled, left: 0, top: 0, size: [scaled.width, scaled.height] as const };
      const seen = fitted(frame, whole);
      const found = await classesOf(seen);
      const own = whole ? resizeNearest({ ...seen, samples: found }, width, height) : found;
      return maskOf(own, width, height, run.encoder.classes);
    },
  };
}

/**
 * A picture of the album at full size.
 * @throws InputError where the album has no such row, or no masks
 */
export async function shownSegmented(
  run: FinishedSegment,
  { frames, partners, pictures }: Album,
  row: number,
  executor: Executor,
  breathe: Breathe,
): Promise<ShownPicture> {
  const [frame, mask] = [frames[row], partners?.[row]];
  if (!frame) throw new InputError(`There is no picture ${row}: they are counted from 0 to ${frames.length - 1}.`);
  if (!mask) throw new InputError("The masks of these pictures are not there any more.");
  const { classesOf, close } = openNetwork(run, executor, breathe);
  try {
    return await shownMask({ row, name: pictures[row].name }, { frame, mask }, run.encoder, classesOf);
  } finally {
    close();
  }
}
