// The task `classify` on pictures, as the table of tasks on pictures holds it.

import type { PictureClassifyExperiment, PictureTask } from "../pictures/task";
import { runPictureClasses } from "./run";
import { completePictureClasses } from "./suggest";

export const classifyPictures: PictureTask<PictureClassifyExperiment> = {
  complete: completePictureClasses,
  run: runPictureClasses,
};
