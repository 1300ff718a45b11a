// A complete experiment on pairs of pictures: network, discriminator, patches and training.

import type { Album } from "../../data/album/album";
import { FieldError } from "../../experiment/field-error";
import { completeAdversarial } from "../pictures/adversarial";
import { completeHalvedPatch } from "../pictures/halved-patches";
import { channelsOf, patchSplit } from "../pictures/suggested";
import type { TranslateExperiment } from "./spec";

/** P. Isola et al., 2017. */
const usualAbsolute = 100;
const channels = 16;
const depth = 3;
const epochs = 60;

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError where there are no pairs, nothing to descend, or patches do not fit the networks
 */
export function completeTranslate(given: TranslateExperiment, album: Album, name: string): TranslateExperiment {
  if (!album.partners) {
    const message =
      "There are no pictures to translate into: name their folder as data.target; each has the name of its input.";
    throw new FieldError(["data", "target"], message, { file: album.name });
  }
  // Not normalised: few pictures, in small batches, have other statistics than those that are translated later.
  const model = { kind: "unet" as const, channels, depth, batchNorm: false, ...given.model };
  const patch = completeHalvedPatch(given.patch, album, model.depth);
  const { learningRate = 0.002 } = given.train ?? {};
  const absolute = given.absolute ?? usualAbsolute;
  const adversarial = completeAdversarial(given.adversarial ?? {}, { weight: 1, learningRate, side: patch.size });
  if (absolute === 0 && adversarial.weight === 0) {
    const message =
      "The weights of both losses are 0, so that nothing is learned: give absolute, or adversarial.weight.";
    throw new FieldError(["absolute"], message);
  }
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      ...given.data,
      channels: given.data.channels ?? channelsOf(album),
      split: given.data.split ?? patchSplit(album, given.data),
    },
    model,
    absolute,
    adversarial,
    patch,
    // Whether what is drawn may be mirrored, nothing tells: arrows, letters and shadows may not.
    augment: given.augment ?? {},
    train: {
      optimizer: "adam",
      learningRate,
      schedule: { kind: "cosine" },
      epochs,
      batch: 4,
      seeds: [1],
      ...given.train,
    },
  };
}
