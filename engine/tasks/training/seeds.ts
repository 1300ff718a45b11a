// The trainings of a run on graphs, one a seed, and how many examples each part of their split has.

import type { Member, Split } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";
import type { JudgedExamples } from "./training";

/** @throws FieldError for a seed that stands twice */
export function membersOf(seeds: readonly number[], file: string | undefined): Member[] {
  const twice = seeds.findIndex((seed, index) => seeds.indexOf(seed) < index);
  if (twice < 0) return seeds.map((seed) => ({ seed }));
  const message = `train.seeds names ${seeds[twice]} twice: take one of them out.`;
  throw new FieldError(["train", "seeds", twice], message, { file });
}

export const sizesOf = ({ rows, parts }: JudgedExamples): Record<Split | "rows", number> => ({
  rows: rows.length,
  train: parts.train.length,
  validation: parts.validation.length,
  test: parts.test.length,
});
