// The network of an experiment on masks: a U-Net that gives the logits of the classes of every pixel.

import type { Frame } from "../../data/album/album";
import type { Architecture } from "../../neural/image/architecture";
import { unet } from "../../neural/image/unet";
import { argmax } from "../classify/metrics";
import { fieldOf } from "../pictures/figures";
import type { TileApplier } from "../pictures/tiles";
import type { SegmentExperiment } from "./spec";

/** `outputs` is the number of classes. */
export function networkOf({ model }: SegmentExperiment, outputs: number): Architecture {
  const { channels, depth, batchNorm } = model ?? {};
  if (channels === undefined || depth === undefined) throw new Error("The experiment has not been completed.");
  return unet({ outputs, depth, width: channels, normalize: batchNorm });
}

/** The likeliest class of every pixel. */
export async function classesBy(applier: Pick<TileApplier, "apply">, frame: Frame): Promise<Uint8Array> {
  const [{ width, height, channels: classes, samples }] = await applier.apply([fieldOf(frame)]);
  return Uint8Array.from({ length: width * height }, (_, pixel) => argmax(samples, pixel * classes, classes));
}
