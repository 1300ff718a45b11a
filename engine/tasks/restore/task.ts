// The task `restore` as the table of tasks on pictures has it.

import type { PictureTask } from "../pictures/task";
import { restoreMaker, shownRestored } from "./apply";
import { runRestore } from "./run";
import type { RestoreExperiment } from "./spec";
import { completeRestore } from "./suggest";

export const restore: PictureTask<RestoreExperiment> = {
  complete: completeRestore,
  run: runRestore,
  maker: restoreMaker,
  shown: shownRestored,
};
