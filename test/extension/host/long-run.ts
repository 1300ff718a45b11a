// A run that takes long enough to be stopped, paused or killed in between.

import type { Experiment } from "../../../engine";

export const longRun = {
  task: "classify",
  data: { file: "spirals.csv", target: "arm", split: { validation: 0.15, test: 0.15, seed: 1 } },
  model: { layers: [{ dense: 64 }, { dense: 64 }] },
  train: { optimizer: "adam", learningRate: 0.001, epochs: 4000, earlyStopping: 4000, batch: 16, seeds: [1] },
} satisfies Experiment;
