// A finished network on pictures, new ones or the album's: luma enlarged by the network, chroma and alpha by bicubic.

import type { Executor } from "../../core/executor";
import { Model } from "../../core/model";
import type { Album } from "../../data/album/album";
import type { Image } from "../../data/image/image";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import type { ShownPicture } from "../pictures/events";
import { applyProgram, type Field, TileApplier, tileGraph } from "../pictures/tiles";
import type { Breathe } from "../table/matrix";
import { isLargeEnough } from "./examples";
import { type Planes, putTogether, takeApart } from "./luma";
import { enlargeBy, networkOf, tilesOf } from "./network";
import { bothSizesOf, enlarge } from "./pairs";
import { shownEnlarged } from "./showing";
import type { SuperresolveExperiment } from "./spec";

export interface FinishedSuperresolve {
  experiment: SuperresolveExperiment;
  weights: TensorFile["tensors"];
}

export interface Enlarger {
  /** With the channels and the kind of samples of the picture. */
  apply(image: Image): Promise<Image>;
  close(): void;
}

/** Pixels of an enlarged picture at most: its planes are in memory all at once. */
const mostPixels = 100e6;
/** Tiles are as large as they may be. */
const anySize = 1 << 16;

/** The network of a run on the luma of small pictures. */
function openNetwork({ experiment, weights }: FinishedSuperresolve, executor: Executor, breathe: Breathe) {
  const network = networkOf(experiment);
  const model = new Model();
  const plan = tilesOf(network, anySize);
  const session = executor.open(model, { [applyProgram]: tileGraph(model, plan, network.architecture) });
  for (const [name, { values }] of weights) session.write(name, values);
  const applier = new TileApplier(session, plan, breathe);
  return {
    factor: network.plan.factor,
    enlargeSmall: (small: Field) => enlargeBy(network, applier, small),
    close: () => session.close(),
  };
}

export function openEnlarger(run: FinishedSuperresolve, executor: Executor, breathe: Breathe): Enlarger {
  const { factor, enlargeSmall, close } = openNetwork(run, executor, breathe);
  return {
    close,
    async apply(image) {
      const [width, height] = [factor * image.width, factor * image.height];
      if (width * height > mostPixels) {
        const message = `Enlarged it would have ${width} × ${height} pixels, and ${mostPixels / 1e6} million are the most: cut it into parts.`;
        throw new InputError(message);
      }
      const { luma, chroma, alpha } = takeApart(image);
      const { drawn } = await enlargeSmall(luma);
      const plain = async (plane: Field) => {
        await breathe();
        return enlarge(plane, factor);
      };
      const planes: Planes = { luma: drawn };
      if (chroma) planes.chroma = [await plain(chroma[0]), await plain(chroma[1])];
      if (alpha) planes.alpha = await plain(alpha);
      return putTogether(planes, image);
    },
  };
}

/**
 * A picture of the album at full size, enlarged from the small one that it brings or is made into.
 * @throws InputError where the album has no such row, or the picture is too small
 */
export async function shownLarge(
  run: FinishedSuperresolve,
  album: Album,
  row: number,
  executor: Executor,
  breathe: Breathe,
): Promise<ShownPicture> {
  const { factor, enlargeSmall, close } = openNetwork(run, executor, breathe);
  try {
    const { pictures } = album;
    if (!pictures[row]) {
      throw new InputError(`There is no picture ${row}: they are counted from 0 to ${pictures.length - 1}.`);
    }
    const both = bothSizesOf(album, row);
    if (!isLargeEnough(both.large, factor)) throw new InputError("This picture is too small to be made smaller.");
    return await shownEnlarged({ row, name: pictures[row].name }, both, factor, enlargeSmall);
  } finally {
    close();
  }
}
