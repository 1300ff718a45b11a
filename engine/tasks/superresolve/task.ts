// The task `superresolve`, as the table of tasks on pictures has it.

import type { PictureTask } from "../pictures/task";
import { openEnlarger, shownLarge } from "./apply";
import { runSuperresolve } from "./run";
import type { SuperresolveExperiment } from "./spec";
import { completeSuperresolve } from "./suggest";

export const superresolve: PictureTask<SuperresolveExperiment> = {
  complete: completeSuperresolve,
  run: runSuperresolve,
  maker: (run, executor, breathe) => ({
    suffix: `x${run.experiment.factor}`,
    ...openEnlarger(run, executor, breathe),
  }),
  shown: shownLarge,
};
