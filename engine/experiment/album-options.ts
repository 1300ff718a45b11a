// How the pictures of an experiment are to be read, and what other paths than data.file it names.

import type { AlbumOptions } from "../data/album/album";
import type { Files } from "../data/files";
import type { PictureExperiment } from "../tasks/pictures/task";
import { existingData } from "./data-path";
import {
  type EitherExperiment,
  isEitherExperiment,
  isPictureExperiment,
  type TrainingExperiment,
} from "./table-experiment";

/** Keys of `data` that hold paths beside `file`. */
const pathKeys = [
  "clean",
  "target",
  "masks",
  "labels",
  "vectors",
  "test",
  "testClean",
  "testTarget",
  "testMasks",
  "testLabels",
] as const;
/** Those that super-resolution learns. */
const allFactors = [2, 3, 4];

type Paths = Partial<Record<(typeof pathKeys)[number], string>>;

/** Paths beside data.file that an experiment on pictures, or on either, names, as it names them; none of other experiments. */
export function otherPaths(experiment: TrainingExperiment): Paths {
  return isEitherExperiment(experiment) || isPictureExperiment(experiment) ? pathsOf(experiment) : {};
}

/**
 * The target of a classification is a column, and pictures have none, which is said later; labels may be columns, which are
 * a list.
 */
function pathsOf({ task, data }: PictureExperiment | EitherExperiment): Paths {
  const given = data as Readonly<Record<string, unknown>>;
  const keys = pathKeys.filter((key) => typeof given[key] === "string" && (key !== "target" || task === "translate"));
  return Object.fromEntries(keys.map((key) => [key, given[key]]));
}

/**
 * Options with paths that are there, from those relative to the folder `base`; within `workspace` where one is given.
 * @throws FieldError where one leads out of the workspace, or to nothing
 */
export async function albumOptions(
  files: Files,
  experiment: PictureExperiment | EitherExperiment,
  base: string,
  workspace?: string,
): Promise<AlbumOptions> {
  const paths: Paths = {};
  for (const [key, path] of Object.entries(pathsOf(experiment))) {
    paths[key as keyof Paths] = await existingData(files, base, path, workspace, key);
  }
  // Super-resolution works on luma: colours that most pictures do not have would be lost before.
  const enlarges = experiment.task === "superresolve";
  const { channels = enlarges ? "colour" : undefined } = experiment.data;
  const { labels, test, testLabels, clean, testClean } = paths;
  const partners = paths.masks ?? paths.target ?? clean;
  const testPartners = paths.testMasks ?? paths.testTarget ?? testClean;
  return {
    ...(enlarges ? {} : { size: experiment.data.size, fit: experiment.data.fit }),
    channels,
    labels,
    partners,
    masks: paths.masks !== undefined,
    ...(enlarges && clean !== undefined ? { factors: experiment.factor ? [experiment.factor] : allFactors } : {}),
    ...(test === undefined ? {} : { test: { path: test, labels: testLabels, partners: testPartners } }),
  };
}
