// The table, or the pictures, that an experiment generates after.

import { isAlbum } from "../data/album/recognise";
import { pointModes } from "../tasks/generate/point-modes";
import type { GenerateExperiment } from "../tasks/generate/spec";
import type { GenerateSource } from "../tasks/generate/suggest";
import { albumOptions } from "./album-options";
import { existingData } from "./data-path";
import type { RunHost } from "./run";

/**
 * With paths that are relative to the folder `base`, and lie within `workspace` where one is given.
 * @throws InputError where they are not there, or cannot be read
 */
export async function readGenerateSource(
  { files, readData, readAlbum, breathe }: Pick<RunHost, "files" | "readData" | "readAlbum" | "breathe">,
  experiment: GenerateExperiment,
  base: string,
  workspace?: string,
): Promise<GenerateSource> {
  const path = await existingData(files, base, experiment.data.file, workspace);
  if (!(await isAlbum(files, path))) {
    const dataset = await readData(path);
    return { dataset, modes: await pointModes(experiment, dataset, breathe) };
  }
  return { album: await readAlbum(path, await albumOptions(files, experiment, base, workspace)) };
}
