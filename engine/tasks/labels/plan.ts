// The trainings of a run: one for each seed, or for each fold of each seed, labels in proportion on every side.

import type { LabelSets } from "../../data/labels/label-sets";
import { stratifyFolds, stratifyRows } from "../../data/labels/stratify";
import type { Partition } from "../../data/split";
import type { Member } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";
import { countOf } from "../../words";
import { splitAlbum } from "../pictures/split";
import { membersOf } from "../training/seeds";
import { type LabelsData, nameOf } from "./examples";
import type { LabelsExperiment } from "./spec";

/** One training of the run, and which rows of the data it sees. */
export interface LabelPlan {
  member: Member;
  partition: Partition;
}

/**
 * The assignment to folds is drawn anew for every seed; without folds all seeds share one split. Pictures that are held out
 * by their names, their groups, or because the data say so are, whatever their labels.
 * @throws FieldError where the experiment does not suit the rows
 */
export function planLabels({ data, train = {} }: LabelsExperiment, given: LabelsData): LabelPlan[] {
  const { split } = data;
  const shares = split === undefined || split === "none" ? { validation: 0, test: 0 } : split;
  const place = { file: nameOf(given) };
  const members = membersOf(train.seeds ?? [1], place.file);
  const rows = knownRows(given);
  const { folds } = train;
  const fixed = fixedSplit(data, given);
  if (folds === undefined) {
    const partition = fixed ?? stratifyRows(rows, given.sets, shares);
    if (partition.train.length < 2) {
      const message = `${countOf(partition.train.length, "row")} of ${rows.length} would train, and two at least are needed.`;
      throw new FieldError(["data", "split"], message, place);
    }
    return members.map((member) => ({ member, partition }));
  }
  if (fixed) {
    const message =
      "Which pictures judge is said by groups, names or a test set, so that there are no folds: leave one out.";
    throw new FieldError(["train", "folds"], message, place);
  }
  if (folds > rows.length) {
    const message = `train.folds asks for ${folds} folds, but only ${rows.length} rows have labels.`;
    throw new FieldError(["train", "folds"], message, place);
  }
  return members.flatMap(({ seed }, repeat) =>
    stratifyFolds(rows, given.sets, folds, (shares.seed ?? 0) + repeat, shares.validation).map((partition, fold) => ({
      member: { seed, fold: fold + 1 },
      partition,
    })),
  );
}

/** Rows whose labels are known, ascending. */
function knownRows({ sets, missing }: { sets: LabelSets; missing: Uint32Array }): Uint32Array {
  const unknown = new Set(missing);
  return Uint32Array.from({ length: sets.rowPointers.length - 1 }, (_, row) => row).filter((row) => !unknown.has(row));
}

/** Of pictures that are told apart by something else than their labels. */
function fixedSplit(data: LabelsExperiment["data"], { source, missing }: LabelsData): Partition | undefined {
  if (!("album" in source)) return undefined;
  const { album } = source;
  if (album.testFrom === undefined && data.testNames === undefined && data.group === undefined) return undefined;
  const unknown = new Set(missing);
  const known = (part: Uint32Array) => part.filter((row) => !unknown.has(row));
  const { train, validation, test } = splitAlbum(album, data);
  return { train: known(train), validation: known(validation), test: known(test) };
}
