// The table of tasks on pictures.

import { classifyPictures } from "../classify-pictures/task";
import { restore } from "../restore/task";
import { segment } from "../segment/task";
import { superresolve } from "../superresolve/task";
import { translate } from "../translate/task";
import type { PictureExperiment, PictureTask } from "./task";

const pictureTasks: { [K in PictureExperiment["task"]]: PictureTask<Extract<PictureExperiment, { task: K }>> } = {
  classify: classifyPictures,
  restore,
  superresolve,
  segment,
  translate,
};

// The types of the table say that a task takes its own experiments.
export const pictureTaskOf = (task: PictureExperiment["task"]): PictureTask => pictureTasks[task] as PictureTask;
