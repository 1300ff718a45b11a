// A complete experiment on super-resolution: factor, network, patches and training.

import type { Album } from "../../data/album/album";
import { isLargeEnough } from "./examples";
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

/** The experiment with every value written out; what is given stays as it is. */
export function completeSuperresolve(
  given: SuperresolveExperiment,
  album: Album,
  name: string,
): SuperresolveExperiment {
  const factor = given.factor ?? 2;
  const { kind } = given.model ?? { kind: "espcn" };
  const own = layers[kind];
  const size = given.patch?.size ?? suggestSide(album, factor);
  const count = given.patch?.count ?? Math.max(fewestPatches, Math.round(epochPixels / size ** 2));
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      channels: "colour",
      ...given.data,
      split: given.data.split ?? suggestSplit(album, given),
    },
    factor,
    model: { kind, residual: true, ...own, ...given.model },
    patch: { size, count },
    train: {
      optimizer: "adam",
      learningRate: 0.002,
      schedule: { kind: "cosine" },
      epochs,
      batch: 8,
      seeds: [1],
      ...given.train,
    },
  };
}

/** So large that patches fit into half of the small pictures at least. */
function suggestSide({ frames }: Album, factor: number): number {
  const sides = frames
    .filter((frame) => isLargeEnough(frame, factor))
    .map(({ width, height }) => Math.floor(Math.min(width, height) / factor))
    .sort((a, b) => a - b);
  return Math.min(patchSide, sides[sides.length >> 1] ?? patchSide);
}

/** Where the data bring pictures to judge by, none of the others are held out for that. */
function suggestSplit({ testFrom }: Album, { data }: SuperresolveExperiment) {
  const brought = testFrom !== undefined || data.testNames !== undefined;
  return { validation: 0.1, test: brought ? 0 : 0.2, seed: 1 };
}
