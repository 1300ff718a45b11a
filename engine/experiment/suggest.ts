// Experiments with every value written out: from data alone, or from what a person has written of one.

import type { Dataset } from "../data/dataset";
import { tableTasks } from "../tasks";
import { chooseTarget, completeTable, type Wishes } from "../tasks/table/suggest";
import type { TableExperiment } from "../tasks/table/task";

/** What replaces values of an experiment, from the command line. */
export interface Overrides extends Wishes {
  seeds?: number[];
  folds?: number;
  epochs?: number;
}

/** A complete experiment on data whose file, relative to the experiment, is `file`. Throws as `completeExperiment`. */
export function suggestExperiment(dataset: Dataset, file: string, wishes: Overrides = {}): TableExperiment {
  const { task, target } = chooseTarget(dataset, wishes);
  return completeExperiment(override({ task, data: { file, target } }, wishes), dataset);
}

/**
 * The experiment with a suggestion for everything that it does not say.
 * @throws InputError when the data have no column for that
 */
export function completeExperiment(given: TableExperiment, dataset: Dataset): TableExperiment {
  const stem = (dataset.name ?? given.data.file).replace(/^.*[\\/]/, "").replace(/\.[^.]+$/, "");
  return tableTasks[given.task].complete(completeTable(given, dataset, stem || given.task));
}

export function override<E extends TableExperiment>(given: E, { target, seeds, folds, epochs }: Overrides): E {
  const train = { ...given.train };
  if (seeds) train.seeds = seeds;
  if (folds) train.folds = folds;
  if (epochs) train.epochs = epochs;
  return {
    ...given,
    data: target === undefined ? given.data : { ...given.data, target },
    ...(Object.keys(train).length > 0 ? { train } : {}),
  };
}
