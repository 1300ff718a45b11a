// The network of an experiment that translates: a U-Net from the pixels of one picture to those of another.

import type { Frame } from "../../data/album/album";
import type { Architecture } from "../../neural/image/architecture";
import { unet } from "../../neural/image/unet";
import type { TranslateExperiment } from "./spec";

export function networkOf({ model }: TranslateExperiment, outputs: Frame["channels"]): Architecture {
  const { channels, depth, batchNorm } = model ?? {};
  if (channels === undefined || depth === undefined) throw new Error("The experiment has not been completed.");
  return unet({ outputs, depth, width: channels, normalize: batchNorm });
}
