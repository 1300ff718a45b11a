// How the pictures of an experiment are to be read, and what other paths than data.file it names.

import type { AlbumOptions } from "../data/album/album";
import type { Files } from "../data/files";
import type { PictureExperiment } from "../tasks/pictures/task";
import { existingData } from "./data-path";
import { isPictureExperiment, type TrainingExperiment } from "./table-experiment";

/** Keys of `data` that hold paths beside `file`. */
const pathKeys = ["clean", "masks", "labels", "test", "testClean", "testMasks", "testLabels"] as const;
type Paths = Partial<Record<(typeof pathKeys)[number], string>>;

/** Paths beside data.file that an experiment on pictures names, as it names them; none of other experiments. */
export function otherPaths(experiment: TrainingExperiment): Paths {
  return isPictureExperiment(experiment) ? pathsOf(experiment.data) : {};
}

const pathsOf = (data: Paths): Paths =>
  Object.fromEntries(pathKeys.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]])));

/**
 * Options with paths that are there, from those relative to the folder `base`; within `workspace` where one is given.
 * @throws FieldError where one leads out of the workspace, or to nothing
 */
export async function albumOptions(
  files: Files,
  experiment: PictureExperiment,
  base: string,
  workspace?: string,
): Promise<AlbumOptions> {
  const paths: Paths = {};
  for (const [key, path] of Object.entries(pathsOf(experiment.data))) {
    paths[key as keyof Paths] = await existingData(files, base, path, workspace, key);
  }
  // Super-resolution works on luma: colours that most pictures do not have would be lost before.
  const { size, fit, channels = experiment.task === "superresolve" ? "colour" : undefined, group } = experiment.data;
  const { labels, test, testLabels, clean, masks = clean, testClean, testMasks = testClean } = paths;
  return {
    size,
    fit,
    channels,
    group,
    labels,
    partners: masks,
    masks: paths.masks !== undefined,
    ...(test === undefined ? {} : { test: { path: test, labels: testLabels, partners: testMasks } }),
  };
}
