// Settings of an experiment that change nothing beside the others, so that nobody believes they did.

import type { TableExperiment } from "./task";

/** One sentence for each. `validation` is the number of rows that early stopping can look at. */
export function ineffectiveSettings(
  { data, train = {} }: { data: Pick<TableExperiment["data"], "split">; train?: TableExperiment["train"] },
  validation: number,
): string[] {
  const { optimizer, epochs = 1, schedule } = train;
  const rules: [applies: boolean, sentence: string][] = [
    [
      train.earlyStopping !== undefined && validation === 0,
      "train.earlyStopping changes nothing: no rows are held out for validation.",
    ],
    [
      train.momentum !== undefined && optimizer !== "momentum" && optimizer !== "nesterov",
      `train.momentum changes nothing: the optimizer ${optimizer} has none.`,
    ],
    [
      train.weightDecay !== undefined && optimizer !== "adamw",
      `train.weightDecay changes nothing: the optimizer ${optimizer} has none; train.l2 serves all.`,
    ],
    [
      schedule?.kind === "warmup" && schedule.epochs >= epochs,
      `train.learningRate is never reached: the warm-up takes as long as the ${epochs} epochs.`,
    ],
    [
      data.split === "none" && train.folds !== undefined,
      'data.split "none" changes nothing: every fold is held out once.',
    ],
  ];
  return rules.filter(([applies]) => applies).map(([, sentence]) => sentence);
}
