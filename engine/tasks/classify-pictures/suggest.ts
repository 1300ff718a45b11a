// A complete experiment on pictures with classes: size, split, network, augmentation and training by what they are like.

import type { Album } from "../../data/album/album";
import { sizesOf } from "../../data/album/sizes";
import { FieldError } from "../../experiment/field-error";
import type { Augmentation, PictureLayer } from "../pictures/spec";
import { bringsTest, channelsOf } from "../pictures/suggested";
import type { PictureClassifyExperiment } from "../pictures/task";
import { classesOf } from "./examples";

type Data = PictureClassifyExperiment["data"];

/** Pixels of the longer side that a network is given at most, unless a person says more. */
const largestSide = 128;
/** The longer side where pictures are larger than that, or of several sizes and none is small. */
const usualSide = 64;
/** From this shorter side on a network is deeper. */
const largePictures = 64;
/** The smallest side that a picture is pooled down to. */
const leastSide = 4;

/** Training pictures times epochs, about. */
const pictureEpochs = 400_000;

/** Epochs of so many pictures. */
export const epochsFor = (trained: number): number => Math.min(100, Math.max(12, Math.round(pictureEpochs / trained)));

/** Samples of all training pictures together below which three trainings are suggested. */
const fewSamples = 2e6;

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError where the pictures have no classes, or the experiment asks for what only tables have
 */
export function completePictureClasses(
  given: PictureClassifyExperiment,
  album: Album,
  name: string,
): PictureClassifyExperiment {
  refuseTableParts(given, album);
  classesOf(album);
  const size = given.data.size ?? suggestSize(album);
  const channels = given.data.channels ?? channelsOf(album);
  const split = given.data.split ?? suggestSplit(album, given.data);
  const held = split === "none" ? 0 : split.validation + (split.test ?? 0);
  const trained = Math.max(1, Math.round((album.testFrom ?? album.frames.length) * (1 - held)));
  const epochs = epochsFor(trained);
  const validated = split !== "none" && split.validation > 0;
  const samples = trained * size[0] * size[1] * (channels === "colour" ? 3 : 1);
  return {
    ...given,
    name: given.name ?? name,
    data: {
      ...given.data,
      size: [...size],
      fit: given.data.fit ?? (sizesOf(album).length > 1 ? "crop" : "resize"),
      channels,
      split: split === "none" ? split : { seed: 1, ...split },
    },
    model: given.model ? { bias: true, ...given.model } : { layers: suggestLayers(Math.min(...size)), bias: true },
    loss: given.loss ?? "softmaxCrossEntropy",
    standardizeFeatures: given.standardizeFeatures ?? true,
    classWeights: given.classWeights ?? "none",
    augment: given.augment ?? suggestAugmentation(album, size, channels),
    train: {
      optimizer: "adam",
      learningRate: 0.002,
      schedule: { kind: "cosine" },
      epochs,
      batch: trained < 1000 ? 16 : 64,
      ...(validated ? { earlyStopping: Math.max(10, Math.round(epochs / 3)) } : {}),
      seeds: samples < fewSamples ? [1, 2, 3] : [1],
      ...given.train,
    },
  };
}

function refuseTableParts({ data, train, model }: PictureClassifyExperiment, { name }: Album): void {
  const place = { file: name };
  const refuse = (path: string[], what: string) => {
    throw new FieldError(path, `${path.join(".")} is for tables, and the data are pictures: ${what}.`, place);
  };
  if (data.target !== undefined)
    refuse(["data", "target"], "their classes are those of their folders or of data.labels");
  if (data.features !== undefined) refuse(["data", "features"], "leave it out");
  if (train?.folds !== undefined) refuse(["train", "folds"], "give several seeds instead, or data.testNames");
  if (model?.outputActivation !== undefined) refuse(["model", "outputActivation"], "leave it out");
}

/** The size that pictures have, as long as a network can afford it; a square where they have several. */
export function suggestSize(album: Album): [width: number, height: number] {
  const sizes = sizesOf(album);
  const longest = Math.max(...sizes.flat());
  if (sizes.length > 1) {
    const side = Math.min(usualSide, longest);
    return [side, side];
  }
  const [[width, height]] = sizes;
  if (longest <= largestSide) return [width, height];
  const scale = usualSide / longest;
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** With fewer pictures nothing is held out: a part of a handful of them says nothing. */
const leastToSplit = 20;

/** How pictures are held out, where the data bring a test set or not. */
export function suggestSplit(album: Album, data: Pick<Data, "testNames">): NonNullable<Data["split"]> {
  if (album.pictures.length < leastToSplit) return "none";
  return bringsTest(album, data) ? { validation: 0.1, test: 0 } : { validation: 0.15, test: 0.15 };
}

/** Convolutions and poolings, then a dense layer; of larger pictures more of them, normalised, and a mean over what is left. */
export function suggestLayers(side: number): PictureLayer[] {
  const deep = side >= largePictures;
  const layers: PictureLayer[] = [];
  let left = side;
  for (const conv of deep ? [16, 32, 64, 64] : [16, 32]) {
    layers.push({ conv, kernel: 3, activation: "relu" });
    if (left < 2 * leastSide) continue;
    layers.push({ maxPool: 2 });
    if (deep) layers.push({ batchNorm: true });
    left = Math.floor(left / 2);
  }
  if (deep) return [...layers, { conv: 64, kernel: 3, activation: "relu" }, { globalPool: "mean" }, { dropout: 0.2 }];
  return [...layers, { flatten: true }, { dense: 64, activation: "relu" }, { dropout: 0.3 }];
}

/** Letters and digits mean another thing, or nothing, when they are turned over. */
const isGlyph = (name: string): boolean => /^.$/u.test(name);

export function suggestAugmentation(
  { classes = [] }: Pick<Album, "classes">,
  size: readonly number[],
  channels: Data["channels"],
): Augmentation {
  const shift = Math.max(1, Math.round(0.07 * Math.min(...size)));
  const flips = channels === "colour" && !classes.every(isGlyph);
  return { shift, ...(flips ? { flip: "horizontal" as const } : {}), rotate: 10, scale: 1.1 };
}
