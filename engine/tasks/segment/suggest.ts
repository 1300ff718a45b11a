// A complete experiment on masks: network, patches and training.

import type { Album } from "../../data/album/album";
import { completeAdversarial } from "../pictures/adversarial";
import { completeHalvedPatch } from "../pictures/halved-patches";
import { channelsOf, patchSplit } from "../pictures/suggested";
import { withoutMasks } from "./examples";
import type { SegmentExperiment } from "./spec";

const epochs = 40;
const channels = 16;
const depth = 2;

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError where there are no masks, or patches do not fit the network
 */
export function completeSegment(given: SegmentExperiment, album: Album, name: string): SegmentExperiment {
  if (!album.partners || !album.maskValues) throw withoutMasks(album.name);
  const model = { kind: "unet" as const, channels, depth, batchNorm: true, ...given.model };
  const patch = completeHalvedPatch(given.patch, album, model.depth);
  const { learningRate = 0.003 } = given.train ?? {};
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      ...given.data,
      channels: given.data.channels ?? channelsOf(album),
      split: given.data.split ?? patchSplit(album, given.data),
    },
    model,
    patch,
    classWeights: given.classWeights ?? "none",
    augment: given.augment ?? { flip: "horizontal" },
    ...(given.adversarial
      ? { adversarial: completeAdversarial(given.adversarial, { weight: 0.01, learningRate, side: patch.size }) }
      : {}),
    train: {
      optimizer: "adam",
      learningRate,
      schedule: { kind: "cosine" },
      epochs,
      batch: 8,
      seeds: [1],
      ...given.train,
    },
  };
}
