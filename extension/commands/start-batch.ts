// Starts a batch of pictures in a new run folder and shows its report: the one way by which every command filters.

import type { FilterExperiment } from "../../engine";
import { engine } from "../platform/engine";
import { runsRootFor } from "../platform/places";
import type { Services } from "../platform/services";
import { newFolder } from "./start-run";

/** What to filter how. */
export interface BatchWish {
  /** Path of the experiment or picture that the experiment's data path is relative to. */
  path: string;
  experiment: FilterExperiment;
  /** Pictures that a person has chosen instead of those that the experiment names. */
  files?: string[];
  /** Folder that the pictures must lie in; anywhere where a person has chosen them. */
  workspace?: string;
}

/** A batch is called as its experiment is, or else by its kernels, and so are the files that it writes. */
export async function startBatch({ batches, panels }: Services, wish: BatchWish): Promise<void> {
  const { path, experiment, files, workspace } = wish;
  const { chainName } = await engine();
  const name = experiment.name ?? chainName(experiment);
  const folder = await newFolder(runsRootFor(path), name);
  batches.add({ path, experiment, folder, files, workspace }, name);
  await panels.openBatch(folder, name, true);
}
