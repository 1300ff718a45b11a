// Degraded pictures through a network: what it needs to know of each of them, tile by tile.

import type { Executor } from "../../core/executor";
import { Model } from "../../core/model";
import type { TensorFile } from "../../export/safetensors";
import { applyProgram, type Field, planTiles, TileApplier, type TilePlan, tileGraph } from "../pictures/tiles";
import type { Breathe } from "../table/matrix";
import type { Degraded } from "./examples";
import { architectureOf } from "./network";
import { interleave } from "./rows";
import type { RestoreModel } from "./spec";

/** A picture as the network takes it: what is known of each pixel behind its channels where the network asks for that. */
export function inputField({ picture, known }: Degraded, masked: boolean): Field {
  if (!masked) return picture;
  const { width, height, channels } = picture;
  const samples = new Float32Array(width * height * (channels + 1));
  interleave(picture.samples, known ?? new Uint8Array(width * height).fill(1), channels, samples);
  return { width, height, channels: channels + 1, samples };
}

/** Tiles for pictures of at most that size. */
export const planOf = (
  model: RestoreModel,
  { width, height, channels }: Omit<Field, "samples">,
  masked: boolean,
): TilePlan =>
  planTiles(architectureOf(model, channels, masked), { width, height, channels: channels + Number(masked) });

export interface Restorer {
  /** What the network makes of pictures, in order. */
  restore(pictures: readonly Degraded[]): Promise<Field[]>;
  close(): void;
}

/** A finished network; `most`: width and height of the largest picture, and channels. */
export function openRestorer(
  { model: kind, weights, masked }: { model: RestoreModel; weights: TensorFile["tensors"]; masked: boolean },
  most: Omit<Field, "samples">,
  executor: Executor,
  breathe: Breathe,
): Restorer {
  const plan = planOf(kind, most, masked);
  const model = new Model();
  const graph = tileGraph(model, plan, architectureOf(kind, most.channels, masked));
  const session = executor.open(model, { [applyProgram]: graph });
  for (const [name, { values }] of weights) if (model.find(name)) session.write(name, values);
  const applier = new TileApplier(session, plan, breathe);
  return {
    restore: (pictures) => applier.apply(pictures.map((one) => inputField(one, masked))),
    close: () => session.close(),
  };
}
