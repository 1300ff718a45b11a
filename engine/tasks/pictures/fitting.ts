// Which pictures patches fit into: those that do not take no part in training, and choose no epoch.

import type { Frame } from "../../data/album/album";
import type { Assumption } from "../../data/dataset";
import { countOf } from "../../words";
import type { JudgedExamples } from "../training/training";

export interface Fitting {
  /** Of each example, whether a patch fits into it. */
  trainable: boolean[];
  /** Whether some picture trains. */
  some: boolean;
  /** The shorter side of the picture whose shorter side is longest. */
  largest: number;
  assumptions: Assumption[];
}

/** `sizes` are those of the examples, or of what patches are cut out of instead. */
export function fittingPatches(
  sizes: readonly Pick<Frame, "width" | "height">[],
  { train }: Pick<JudgedExamples["parts"], "train">,
  size: number,
): Fitting {
  const sides = sizes.map(({ width, height }) => Math.min(width, height));
  const trainable = sides.map((side) => side >= size);
  const left = train.filter((example) => !trainable[example]).length;
  const are = left === 1 ? "is" : "are";
  const text = `${countOf(left, "picture")} for training ${are} smaller than a patch of ${size} × ${size} and left out.`;
  return {
    trainable,
    some: left < train.length,
    largest: Math.max(0, ...sides),
    assumptions: left > 0 ? [{ text }] : [],
  };
}
