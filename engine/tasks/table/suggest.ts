// A complete experiment on a table: target, features, split, network and training by the size of the data.

import { codeValues, columnNamed } from "../../data/cells";
import type { Column, Dataset } from "../../data/dataset";
import { fitEncoder } from "../../data/encode";
import { findLeaks } from "../../data/leaks";
import { rowsWithTarget } from "../../data/split";
import { suggestTargets } from "../../data/targets";
import { InputError } from "../../errors";
import type { ActivationName } from "../../neural/activations";
import type { OptimizerName } from "../../neural/optimizers";
import { checkColumns } from "./columns";
import type { TableExperiment } from "./task";

/** What a person has said of an experiment so far. */
export interface Wishes {
  task?: TableExperiment["task"];
  target?: string;
}

/** With fewer rows nothing is held out: a part of a handful of rows says nothing. */
const leastRowsToSplit = 20;
/**
 * With fewer rows, cross-validation trains a fixed number of epochs on all rows outside the fold: a validation part of
 * a few dozen rows chooses the best epoch by chance, and they are missed in training.
 */
const smallRows = 1_000;
/** Rows that are looked at to choose features. */
export const sampleRows = 20_000;
/** A number with more different values than this is predicted as a number. */
const mostClasses = 20;

/**
 * Task and target: as wished, or the likeliest.
 * @throws InputError when no column can be predicted, or the one wished is not there
 */
export function chooseTarget(
  dataset: Dataset,
  { task, target }: Wishes,
): { task: TableExperiment["task"]; target: string } {
  const suggestions = suggestTargets(dataset);
  if (target !== undefined) {
    const column = columnNamed(dataset, target);
    const suggested = suggestions.find((suggestion) => suggestion.column === target)?.task;
    return { target, task: task ?? suggested ?? (isClass(column) ? "classify" : "regress") };
  }
  const chosen = suggestions.find((suggestion) => task === undefined || suggestion.task === task);
  if (!chosen) {
    const what =
      task === undefined ? "predicted" : task === "classify" ? "predicted as a class" : "predicted as a number";
    throw new InputError(`No column of this table can be ${what}: ${whyNone(dataset)}.`, {
      file: dataset.name,
      line: dataset.lines?.[0] ?? 1,
    });
  }
  return { task: chosen.task, target: chosen.column };
}

/** Columns to predict from: all that can serve, but those that give the target away. */
export function chooseFeatures(dataset: Dataset, task: TableExperiment["task"], target: string): string[] {
  const rows = rowsWithTarget(columnNamed(dataset, target));
  const every = Math.ceil(rows.length / sampleRows);
  const sample = rows.filter((_, index) => index % every === 0);
  const { encoder } = fitEncoder(dataset, sample, { task, target });
  const usable = encoder.features.map(({ column }) => column);
  const leaks = new Set(findLeaks(dataset, target, task, usable).map(({ column }) => column));
  const honest = usable.filter((column) => !leaks.has(column));
  return honest.length > 0 ? honest : usable;
}

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError when it names a column that is not there
 */
export function completeTable<E extends TableExperiment>(given: E, dataset: Dataset, name: string): E {
  checkColumns(given.data, dataset);
  const { target } = given.data.target === undefined ? chooseTarget(dataset, given) : { target: given.data.target };
  const features = given.data.features ?? chooseFeatures(dataset, given.task, target);
  const rows = rowsWithTarget(columnNamed(dataset, target)).length;
  const folds = given.train?.folds;
  const split = given.data.split ?? suggestSplit(rows, folds !== undefined);
  const validation = split === "none" ? 0 : split.validation;
  const trained = split === "none" ? rows : Math.round(rows * (1 - validation - (folds ? 1 / folds : split.test)));
  const optimizer = given.train?.optimizer ?? "adamw";
  const size = sizeFor(trained);
  return {
    ...given,
    name: given.name ?? name,
    data: { ...given.data, target, features, split: split === "none" ? split : { seed: 1, ...split } },
    model: given.model
      ? { bias: true, ...given.model }
      : { layers: size.layers.map((dense) => ({ dense, activation: size.activation })), bias: true },
    train: {
      optimizer,
      learningRate: rateFor(optimizer),
      ...(optimizer === "momentum" || optimizer === "nesterov" ? { momentum: 0.9 } : {}),
      ...(optimizer === "adamw" ? { weightDecay: size.weightDecay } : {}),
      schedule: { kind: "constant" as const },
      epochs: validation > 0 ? size.mostEpochs : size.epochs,
      batch: size.batch,
      ...(validation > 0 ? { earlyStopping: size.patience } : {}),
      seeds: folds || trained > 20_000 ? [1] : [1, 2, 3],
      ...given.train,
    },
  };
}

/** How rows of a table are held out, with folds or without. */
export function suggestSplit(rows: number, folds: boolean): NonNullable<TableExperiment["data"]["split"]> {
  if (folds && rows < smallRows) return { validation: 0, test: 0 };
  if (rows < leastRowsToSplit) return "none";
  return rows < 50_000 ? { validation: 0.15, test: 0.15 } : { validation: 0.1, test: 0.1 };
}

interface Size {
  layers: number[];
  activation: ActivationName;
  weightDecay: number;
  batch: number;
  /** Where nothing is held out to choose the best epoch by; early stopping ends a longer training. */
  epochs: number;
  mostEpochs: number;
  patience: number;
}

/** Small tables get small, smooth networks held back by decay, and many short epochs; 10⁵ steps at most suffice. */
function sizeFor(rows: number): Size {
  if (rows < smallRows) {
    return {
      layers: [16],
      activation: "tanh",
      weightDecay: 0.3,
      batch: 16,
      epochs: 120,
      mostEpochs: 400,
      patience: 40,
    };
  }
  const relu = { activation: "relu", weightDecay: 0.01 } as const;
  if (rows < 5_000) return { ...relu, layers: [32, 16], batch: 32, epochs: 150, mostEpochs: 300, patience: 25 };
  if (rows < 50_000) return { ...relu, layers: [64, 32], batch: 128, epochs: 60, mostEpochs: 100, patience: 10 };
  return { ...relu, layers: [64, 32], batch: 512, epochs: 30, mostEpochs: 30, patience: 5 };
}

const rateFor = (optimizer: OptimizerName): number =>
  ({ gradientDescent: 0.1, momentum: 0.02, nesterov: 0.02, rmsprop: 0.003, adam: 0.005, adamw: 0.005 })[optimizer];

function isClass(column: Column): boolean {
  return column.storage === "coded" || (codeValues(column, mostClasses) !== null && column.type !== "date");
}

function whyNone(dataset: Dataset): string {
  if (dataset.rows === 0) return "it has no rows below its header";
  if (dataset.columns.every(({ missing }) => missing === dataset.rows)) return "all its cells are missing";
  if (dataset.columns.length === 1) return "it has one column only";
  return "all are constants, identifiers or free text; name one as the target";
}
