// A complete experiment on super-resolution: factor, network, patches and training.

import type { Album } from "../../data/album/album";
import { FieldError } from "../../experiment/field-error";
import { completeAdversarial } from "../pictures/adversarial";
import { patchSplit } from "../pictures/suggested";
import { isLargeEnough } from "./examples";
import { bothSizesOf } from "./pairs";
import type { SuperresolveExperiment, SuperresolveModel } from "./spec";

/**
 * C. Dong et al., 2016 (9-5-5), and for espcn more and narrower layers than the 64 and 32 channels (5-3-3) of W. Shi et
 * al., 2016: with little time and few pictures they come nearer.
 */
const layers = {
  espcn: { channels: [32, 32, 32, 32], kernels: [3, 3, 3, 3, 3] },
  srcnn: { channels: [64, 32], kernels: [9, 5, 5] },
} satisfies Record<SuperresolveModel["kind"], object>;

/** Pixels of a side of a patch of the small picture at most, and pixels of an epoch's patches together. */
const patchSide = 32;
const epochPixels = 400_000;
const fewestPatches = 16;
const epochs = 100;

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError where the factor is not that of the pairs that the data bring
 */
export function completeSuperresolve(
  given: SuperresolveExperiment,
  album: Album,
  name: string,
): SuperresolveExperiment {
  const factor = factorOf(given, album);
  const { kind } = given.model ?? { kind: "espcn" };
  const own = layers[kind];
  const size = given.patch?.size ?? suggestSide(album, factor);
  const { learningRate = 0.002 } = given.train ?? {};
  const count = given.patch?.count ?? Math.max(fewestPatches, Math.round(epochPixels / size ** 2));
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      channels: "colour",
      ...given.data,
      split: given.data.split ?? patchSplit(album, given.data),
    },
    factor,
    model: { kind, residual: true, ...own, ...given.model },
    patch: { size, count },
    ...(given.adversarial
      ? { adversarial: completeAdversarial(given.adversarial, { weight: 0.01, learningRate, side: factor * size }) }
      : {}),
    train: {
      optimizer: "adam",
      learningRate,
      schedule: { kind: "cosine" },
      epochs,
      // In the same time many small steps come nearer than few large ones.
      batch: 2,
      seeds: [1],
      ...given.train,
    },
  };
}

/** Pairs that the data bring say it themselves. */
function factorOf({ factor }: SuperresolveExperiment, { factor: brought, name }: Album): 2 | 3 | 4 {
  if (brought === undefined || brought === factor) return factor ?? 2;
  // Albums are read for this task with such factors alone.
  if (factor === undefined) return brought as 2 | 3 | 4;
  const message = `factor is ${factor}, and the pictures of data.clean are ${brought} times as wide and high: write ${brought}, or leave it out.`;
  throw new FieldError(["factor"], message, { file: name });
}

/** So large that patches fit into half of the small pictures at least. */
function suggestSide(album: Album, factor: number): number {
  const sides = album.frames
    .map((_, row) => bothSizesOf(album, row).large)
    .filter((frame) => isLargeEnough(frame, factor))
    .map(({ width, height }) => Math.floor(Math.min(width, height) / factor))
    .sort((a, b) => a - b);
  return Math.min(patchSide, sides[sides.length >> 1] ?? patchSide);
}
