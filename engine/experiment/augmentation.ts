// Whether the samples of a run that generates help a classifier: asked of the data that it was made from, and kept in its folder.

import type { Files } from "../data/files";
import { InputError } from "../errors";
import { type AugmentationFolds, type AugmentationProgress, testAugmentation } from "../tasks/generate/augment";
import type { AugmentationResult } from "../tasks/generate/samples";
import { publish } from "./checkpoint";
import { readGenerateSource } from "./generate-source";
import { readExperiment, readOrigin, runFiles } from "./layout";
import type { RunHost } from "./run";
import { generateExperiment } from "./table-experiment";

export interface RunAugmentationOptions
  extends Pick<RunHost, "files" | "executor" | "breathe" | "readData" | "readAlbum"> {
  folds?: number;
  stopped: () => boolean;
}

/**
 * Yields how far it has come; undefined where it was stopped. The folds that are over are kept, and the next test of as many
 * goes on from there.
 * @throws InputError where the run is none that generates, its data have changed, or nothing can be told from them
 */
export async function* testRunAugmentation(
  run: string,
  options: RunAugmentationOptions,
): AsyncGenerator<AugmentationProgress, AugmentationResult | undefined> {
  const { files } = options;
  const experiment = generateExperiment(await readExperiment(files, run), run);
  const source = await readGenerateSource(options, experiment, run);
  const { name, hash } = "album" in source ? source.album : source.dataset;
  if (hash !== (await readOrigin(files, run)).dataHash) {
    const message = "The data have changed since the run, so that nothing can be told of its samples: run anew.";
    throw new InputError(message, { file: name });
  }
  const part = files.join(run, runFiles.augmentationFolds);
  const known = await readFolds(files, part);
  const keep = (folds: AugmentationFolds) => publish(files, part, JSON.stringify(folds));
  const result = yield* testAugmentation({ ...options, experiment, source, known, keep });
  if (!result) return undefined;
  await publish(files, files.join(run, runFiles.augmentation), `${JSON.stringify(result, null, 2)}\n`);
  await files.remove(part);
  return result;
}

/** Undefined where there are none, or none that can be read: the test begins anew then. */
async function readFolds(files: Files, path: string): Promise<AugmentationFolds | undefined> {
  if (!(await files.stat(path))) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(await files.read(path))) as AugmentationFolds;
  } catch {
    return undefined;
  }
}

/** What came of it before; undefined where it was never asked. */
export async function readAugmentation(files: Files, run: string): Promise<AugmentationResult | undefined> {
  const path = files.join(run, runFiles.augmentation);
  if (!(await files.stat(path))) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(await files.read(path))) as AugmentationResult;
  } catch {
    throw new InputError("This file of a run has been changed and is not JSON any more.", { file: path });
  }
}
