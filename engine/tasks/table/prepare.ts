// From a table and its experiment to what trains: members with their splits, encoded examples, and what to say of them.

import { columnNamed, isMissingAt } from "../../data/cells";
import type { Assumption, Dataset, Problem } from "../../data/dataset";
import { encodeFeatures, fitEncoder } from "../../data/encode";
import { findDuplicates, findDuplicatesAcross, findLeaks, findRareClasses, firstEqualRows } from "../../data/leaks";
import { foldRows, type Partition, rowsWithTarget, splitRows, strataOf } from "../../data/split";
import type { Member } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";
import type { Examples, TableExperiment, TableTask } from "./task";

/** One training of the run, and which rows of the data set it sees. */
export interface MemberPlan {
  member: Member;
  partition: Partition;
}

/**
 * The trainings of a run: one for each seed, or for each fold of each seed. The assignment to folds is drawn anew for
 * every seed; without folds all seeds share one split.
 * @throws FieldError where the experiment does not suit the rows
 */
export function planMembers(experiment: TableExperiment, dataset: Dataset): MemberPlan[] {
  const { data, train = {}, task } = experiment;
  const { rows } = exampleRows(experiment, dataset);
  const strata = strataOf(columnNamed(dataset, data.target!), rows, task);
  const shares = data.split === undefined || data.split === "none" ? { validation: 0, test: 0 } : data.split;
  const { seeds = [1], folds } = train;
  const at = { file: dataset.name };
  const twice = seeds.findIndex((seed, index) => seeds.indexOf(seed) < index);
  if (twice >= 0) {
    throw new FieldError(
      ["train", "seeds", twice],
      `train.seeds names ${seeds[twice]} twice: take one of them out.`,
      at,
    );
  }
  if (folds === undefined) {
    const partition = splitRows(rows, strata, shares);
    if (partition.train.length === 0) throw new FieldError(["data", "split"], "No rows are left to train on.", at);
    return seeds.map((seed) => ({ member: { seed }, partition }));
  }
  if (folds > rows.length) {
    const message = `train.folds asks for ${folds} folds, but only ${rows.length} rows have a target.`;
    throw new FieldError(["train", "folds"], message, at);
  }
  return seeds.flatMap((seed, repeat) =>
    foldRows(rows, strata, folds, (shares.seed ?? 0) + repeat, shares.validation).map((partition, fold) => ({
      member: { seed, fold: fold + 1 },
      partition,
    })),
  );
}

/** Rows that have a target and something to predict it from; and those that have a target only. */
function exampleRows(
  { data: { target, features } }: TableExperiment,
  dataset: Dataset,
): { rows: Uint32Array; empty: Uint32Array } {
  const withTarget = rowsWithTarget(columnNamed(dataset, target!));
  const columns = dataset.columns.filter(({ name }) => name !== target && (features?.includes(name) ?? true));
  if (columns.some(({ missing }) => missing === 0)) return { rows: withTarget, empty: new Uint32Array(0) };
  const isEmpty = (row: number) => columns.every((column) => isMissingAt(column, row));
  return { rows: withTarget.filter((row) => !isEmpty(row)), empty: withTarget.filter(isEmpty) };
}

/** Everything encoded as the training rows of `partition` say. */
export function prepareExamples(
  task: TableTask,
  experiment: TableExperiment,
  dataset: Dataset,
  partition: Partition,
): { examples: Examples; assumptions: Assumption[] } {
  const target = experiment.data.target!;
  const { encoder, assumptions } = fitEncoder(dataset, partition.train, {
    task: experiment.task,
    target,
    features: experiment.data.features,
    standardizeFeatures: experiment.standardizeFeatures,
    standardizeTarget: experiment.task === "regress" ? experiment.standardizeTarget : undefined,
  });
  const { rows, empty } = exampleRows(experiment, dataset);
  if (empty.length > 0) {
    const [count, verb] = empty.length === 1 ? ["1 row", "is"] : [`${empty.length} rows`, "are"];
    const text = `${count} in which all columns to predict from are missing ${verb} left out.`;
    assumptions.push({ text, line: dataset.lines?.[empty[0]] });
  }
  const index = new Uint32Array(dataset.rows);
  rows.forEach((row, position) => {
    index[row] = position;
  });
  const located = (part: Uint32Array) => part.map((row) => index[row]);
  const examples: Examples = {
    rows,
    lines: dataset.lines && rows.map((row) => dataset.lines![row]),
    encoder,
    features: encodeFeatures(encoder, dataset, rows),
    ...task.encode(experiment, encoder, dataset, rows),
    parts: {
      train: located(partition.train),
      validation: located(partition.validation),
      test: located(partition.test),
    },
  };
  return { examples, assumptions };
}

/** What a person should know before believing the result: leaks, duplicates across the split, rare classes. */
export function inspect(
  { task, data: { target, features } }: TableExperiment,
  dataset: Dataset,
  { partition }: MemberPlan,
): { assumptions: Assumption[]; problems: Problem[] } {
  const leaks = findLeaks(dataset, target!, task);
  const used = (column?: string) => features === undefined || features.includes(column ?? "");
  const unused = dataset.columns
    .map(({ name }) => name)
    .filter((name) => name !== target && !used(name) && !leaks.some(({ column }) => column === name));
  const assumptions: Assumption[] = leaks
    .filter(({ column }) => !used(column))
    .map(({ text }) => ({ text: text.replace(/ Leave it out unless.*$/, " It is left out.") }));
  if (unused.length > 0) {
    const names = unused.slice(0, 10).map((name) => `“${name}”`);
    const more = unused.length > 10 ? ` and ${unused.length - 10} more` : "";
    assumptions.push({ text: `Not used to predict: ${names.join(", ")}${more}.` });
  }
  const first = firstEqualRows(dataset);
  const problems = [
    ...leaks.filter(({ column }) => used(column)),
    ...findDuplicates(dataset, first),
    ...findDuplicatesAcross(dataset, partition, first),
    ...(task === "classify" ? findRareClasses(dataset, target!) : []),
  ];
  return { assumptions, problems };
}
