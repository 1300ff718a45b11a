// Which pictures train, which choose and which judge: by groups, in proportion to classes, or as the data say.

import type { Album } from "../../data/album/album";
import { expressionOf, groupsOf } from "../../data/album/groups";
import { type Partition, splitRows } from "../../data/split";
import { FieldError } from "../../experiment/field-error";

/** The part of an experiment's data that splits an album. */
export interface PictureSplit {
  split?: "none" | { validation: number; test: number; seed?: number };
  testNames?: string;
  group?: string;
}

/** Pictures that are on one side together. */
interface Unit {
  rows: number[];
  judged: boolean;
}

/**
 * Pictures of the album's own test set and those that testNames matches are the test part, with all of their groups;
 * without either it is a share of the pictures. Groups, and pictures without one, are drawn as `splitRows` draws rows, in
 * proportion to their most frequent classes; shares are of groups where there are groups. Rows ascend in each part.
 * @throws FieldError where testNames or group matches nothing or is no pattern, and where nothing is left to train on
 */
export function splitAlbum(album: Album, { split, testNames, group }: PictureSplit, seed = 1): Partition {
  const { pictures, testFrom = pictures.length, name } = album;
  const pattern = testNames === undefined ? undefined : expressionOf(testNames, "testNames", name);
  const judged = (row: number) => row >= testFrom || pattern?.test(pictures[row].name) === true;
  const names = pictures.map((picture) => picture.name);
  const units = unitsOf(groupsOf(names, group, name) ?? names.map(() => undefined), judged);
  if (pattern && !names.some((one) => pattern.test(one))) {
    const message = `data.testNames, ${testNames}, is in no picture's name; the first is ${names[0]}.`;
    throw new FieldError(["data", "testNames"], message, { file: name });
  }
  const open = units.filter((unit) => !unit.judged);
  const fixed = rowsOf(units.filter((unit) => unit.judged));
  const shares = split === "none" || split === undefined ? { validation: 0, test: 0 } : split;
  const drawn = splitRows(
    Uint32Array.from(open.keys()),
    Int32Array.from(open, ({ rows }) => mostFrequent(rows.map((row) => pictures[row].label ?? -1))),
    { validation: shares.validation, test: fixed.length > 0 ? 0 : shares.test, seed: shares.seed ?? seed },
  );
  const part = (indices: Uint32Array) => rowsOf(Array.from(indices, (index) => open[index]));
  const train = part(drawn.train);
  if (train.length === 0) {
    throw new FieldError(["data", "split"], "No picture is left to train on: hold out fewer.", { file: name });
  }
  return { train, validation: part(drawn.validation), test: fixed.length > 0 ? fixed : part(drawn.test) };
}

function unitsOf(groupOf: readonly (string | undefined)[], judged: (row: number) => boolean): Unit[] {
  const units: Unit[] = [];
  const groups = new Map<string, Unit>();
  for (const [row, group] of groupOf.entries()) {
    let unit = group === undefined ? undefined : groups.get(group);
    if (!unit) {
      unit = { rows: [], judged: false };
      units.push(unit);
      if (group !== undefined) groups.set(group, unit);
    }
    unit.rows.push(row);
    unit.judged ||= judged(row);
  }
  return units;
}

const rowsOf = (units: readonly Unit[]): Uint32Array => Uint32Array.from(units.flatMap(({ rows }) => rows)).sort();

/** The smallest of those that come most often. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return Math.min(...[...counts].filter(([, count]) => count === most).map(([value]) => value));
}
