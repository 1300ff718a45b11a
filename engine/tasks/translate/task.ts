// The task `translate`, as the table of tasks on pictures has it.

import type { PictureTask } from "../pictures/task";
import { shownTranslated, translateMaker } from "./apply";
import { runTranslate } from "./run";
import type { TranslateExperiment } from "./spec";
import { completeTranslate } from "./suggest";

export const translate: PictureTask<TranslateExperiment> = {
  complete: completeTranslate,
  run: runTranslate,
  maker: translateMaker,
  shown: shownTranslated,
};
