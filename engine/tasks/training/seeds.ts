// The trainings of a run, one a seed.

import type { Member } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";

/** @throws FieldError for a seed that stands twice */
export function membersOf(seeds: readonly number[], file: string | undefined): Member[] {
  const twice = seeds.findIndex((seed, index) => seeds.indexOf(seed) < index);
  if (twice < 0) return seeds.map((seed) => ({ seed }));
  const message = `train.seeds names ${seeds[twice]} twice: take one of them out.`;
  throw new FieldError(["train", "seeds", twice], message, { file });
}
