// A complete experiment on pictures to restore: what degrades them, a network that suits it, and its training.

import type { Album } from "../../data/album/album";
import { FieldError } from "../../experiment/field-error";
import { checkPatch } from "../pictures/patches";
import { isNothing } from "./examples";
import { architectureOf, type DeepModel, takesWhole } from "./network";
import { checkPretraining } from "./pretraining";
import type { RestoreExperiment, RestoreModel } from "./spec";

/** σ of the noise that is added to clean pictures where nothing is said. */
const usualNoise = 25;
const patchSide = 40;
/** Patches of an epoch, and times that they cover all pictures at most. */
const patchCount = 2048;
const coverings = 8;

/** Units between the pixels of the restoration recipe for DeepLearnToolbox. */
const recipeLayers = [1500, 500, 200, 50, 200, 500, 1500];

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError where it does not suit the pictures
 */
export function completeRestore(given: RestoreExperiment, album: Album, name: string): RestoreExperiment {
  const { frames, partners } = album;
  const degradation = given.degradation ?? (partners ? undefined : { noise: usualNoise });
  checkDegradation(given, partners !== undefined);
  const model = completeModel(given.model ?? { kind: "residualCnn" }, album);
  const whole = takesWhole(model);
  if (whole) checkWhole(model, album);
  const channels = frames[0].channels === 1 ? "grey" : "colour";
  const patch = whole ? undefined : completePatch(given.patch, model, album);
  if (whole && given.patch) {
    const message = `A network of the kind ${model.kind}${model.kind === "convAutoencoder" ? " with a code" : ""} takes whole pictures: leave patch out.`;
    throw new FieldError(["patch"], message);
  }
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      ...given.data,
      channels: given.data.channels ?? channels,
      split: given.data.split ?? suggestSplit(given, album),
    },
    ...(degradation ? { degradation: { seed: 1, ...degradation } } : {}),
    model,
    loss: given.loss ?? (model.kind === "deepAutoencoder" ? "halfSquare" : "meanSquare"),
    ...(patch ? { patch } : {}),
    montage: { threshold: 0.1, difference: "signed", ...given.montage },
    train: { ...trainingOf(model), ...given.train },
  };
}

/** @throws FieldError where nothing is to be restored, or two things would degrade */
function checkDegradation({ degradation, model }: RestoreExperiment, paired: boolean): void {
  const nothing = degradation && isNothing(degradation);
  // An autoencoder may learn pictures as they are.
  if (nothing && (model?.kind ?? "residualCnn") === "residualCnn") {
    const message =
      "Nothing is degraded, so there is nothing to restore: give degradation.noise, maskPixels or another.";
    throw new FieldError(["degradation"], message);
  }
  if (paired && degradation) {
    const message = "The pictures come with clean ones, so nothing is degraded: leave out degradation, or data.clean.";
    throw new FieldError(["degradation"], message);
  }
}

function suggestSplit({ data }: RestoreExperiment, { testFrom }: Album): RestoreExperiment["data"]["split"] {
  const judged = testFrom !== undefined || data.testNames !== undefined;
  return { validation: 0.1, test: judged ? 0 : 0.2, seed: 1 };
}

function completeModel(given: RestoreModel, { frames: [first] }: Album): RestoreModel {
  switch (given.kind) {
    case "residualCnn":
      return { layers: 4, channels: 16, kernel: 3, batchNorm: false, ...given };
    case "convAutoencoder":
      return { channels: [16, 32], ...given };
    case "deepAutoencoder": {
      const pixels = first.samples.length;
      const sizes = given.sizes ?? [pixels, ...recipeLayers, pixels];
      const complete: DeepModel = {
        activation: "sigmoid",
        output: "linear",
        initializer: "deepLearnToolbox",
        inputZeroMaskedFraction: 0,
        sparsityTarget: 0.05,
        nonSparsityPenalty: 0,
        ...given,
        sizes,
      };
      if (!given.pretraining) return complete;
      const pretraining = {
        sizes: sizes.slice(0, (sizes.length + 1) / 2),
        epochs: 10,
        batch: 150,
        learningRate: 0.5,
        momentum: 0.5,
        inputZeroMaskedFraction: 0,
        sparsityTarget: 0.05,
        nonSparsityPenalty: 0,
        ...given.pretraining,
      };
      checkPretraining(pretraining, sizes);
      return { ...complete, pretraining };
    }
  }
}

/** @throws FieldError where the pictures have not one size, or another than the network takes */
function checkWhole(model: RestoreModel, { frames, pictures }: Album): void {
  const [{ width, height, samples }] = frames;
  const other = frames.findIndex((frame) => frame.width !== width || frame.height !== height);
  if (other >= 0) {
    const message = `A network of the kind ${model.kind} takes whole pictures of one size, and ${pictures[0].name} has ${width} × ${height} pixels, ${pictures[other].name} ${frames[other].width} × ${frames[other].height}: set data.size, such as [64, 64].`;
    throw new FieldError(["data", "size"], message);
  }
  if (model.kind === "convAutoencoder") checkMultiple(model, ["data", "size"], [width, height]);
  if (model.kind !== "deepAutoencoder") return;
  const { sizes = [] } = model;
  for (const [index, end] of [
    [0, "begin"],
    [sizes.length - 1, "end"],
  ] as const) {
    if (sizes[index] === samples.length) continue;
    const message = `The pictures have ${samples.length} values (${width} × ${height}), and model.sizes ${end}s with ${sizes[index]}: write ${samples.length} there, or set data.size.`;
    throw new FieldError(["model", "sizes", index], message);
  }
}

/** @throws FieldError at `path` where a length is no multiple of what the network halves */
function checkMultiple(model: RestoreModel, path: string[], lengths: readonly number[]): void {
  const { multiple } = architectureOf(model, 1, false);
  const odd = lengths.find((length) => length % multiple !== 0);
  if (odd === undefined) return;
  const message = `The network halves its pictures down to 1/${multiple}, and ${odd} pixels are no multiple of ${multiple}: take ${multiple * Math.max(1, Math.floor(odd / multiple))}, or fewer model.channels.`;
  throw new FieldError(path, message);
}

/** As large as the smallest picture allows, and as many as cover all pictures a few times at most. */
function completePatch(
  given: RestoreExperiment["patch"],
  model: RestoreModel,
  album: Album,
): RestoreExperiment["patch"] {
  const { frames, pictures } = album;
  const smallest = Math.min(...frames.map(({ width, height }) => Math.min(width, height)));
  const { multiple } = architectureOf(model, 1, false);
  const size = multiple * Math.max(1, Math.floor(Math.min(patchSide, smallest) / multiple));
  const pixels = frames.reduce((sum, { width, height }) => sum + width * height, 0);
  const covering = Math.ceil((coverings * pixels) / (size * size));
  const patch = { size, count: Math.min(patchCount, Math.max(64, covering)), ...given };
  checkPatch(patch, frames, (row) => pictures[row].name);
  checkMultiple(model, ["patch", "size"], [patch.size]);
  return patch;
}

function trainingOf({ kind }: RestoreModel): NonNullable<RestoreExperiment["train"]> {
  if (kind === "deepAutoencoder") {
    return { optimizer: "momentum", learningRate: 0.03, momentum: 0.5, epochs: 30, batch: 150, seeds: [1] };
  }
  return {
    optimizer: "adam",
    learningRate: 0.002,
    schedule: { kind: "cosine" },
    epochs: 200,
    // Four times as many steps as with 32 patches, for the same work.
    batch: 8,
    seeds: [1],
  };
}
