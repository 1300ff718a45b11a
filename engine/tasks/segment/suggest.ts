// A complete experiment on masks: network, patches and training.

import type { Album } from "../../data/album/album";
import { FieldError } from "../../experiment/field-error";
import { withoutMasks } from "./examples";
import type { SegmentExperiment } from "./spec";

/** Pixels of a side of a patch at most, and pixels of an epoch's patches together. */
const patchSide = 64;
const epochPixels = 500_000;
const fewestPatches = 16;
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
  const multiple = 2 ** model.depth;
  const size = given.patch?.size ?? suggestSide(album, multiple);
  checkSide(size, multiple, given, album);
  const brought = album.testFrom !== undefined || given.data.testNames !== undefined;
  return {
    task: given.task,
    name: given.name ?? name,
    data: {
      ...given.data,
      channels: given.data.channels ?? (album.frames[0].channels === 3 ? "colour" : "grey"),
      split: given.data.split ?? { validation: 0.1, test: brought ? 0 : 0.2, seed: 1 },
    },
    model,
    patch: { size, count: given.patch?.count ?? Math.max(fewestPatches, Math.round(epochPixels / size ** 2)) },
    classWeights: given.classWeights ?? "none",
    augment: given.augment ?? { flip: "horizontal" },
    train: {
      optimizer: "adam",
      learningRate: 0.003,
      schedule: { kind: "cosine" },
      epochs,
      batch: 8,
      seeds: [1],
      ...given.train,
    },
  };
}

/** So large that patches fit into half of the pictures at least, and a multiple of what the network halves. */
function suggestSide({ frames }: Album, multiple: number): number {
  const sides = frames.map(({ width, height }) => Math.min(width, height)).sort((a, b) => a - b);
  const side = Math.min(patchSide, sides[sides.length >> 1]);
  return side - (side % multiple);
}

function checkSide(size: number, multiple: number, { patch }: SegmentExperiment, { name }: Album): void {
  if (size > 0 && size % multiple === 0) return;
  const place = { file: name };
  if (patch) {
    const message = `patch.size is ${size}, and the network halves it so often that it must be a multiple of ${multiple}.`;
    throw new FieldError(["patch", "size"], message, place);
  }
  const message = `The pictures are smaller than ${multiple} × ${multiple} pixels, which the network halves so often: make model.depth smaller.`;
  throw new FieldError(["model", "depth"], message, place);
}
