// What a chain is called in the names of the files that it writes.

import type { Pipeline, Step } from "../../convolution/pipeline";
import { fileWord } from "../../experiment/layout";

/** Characters of a chain's name at most. */
const longest = 40;

/** `gauss:3` as it is written, or the size of a matrix. */
export const stepName = ({ kernel, matrix }: Step): string =>
  kernel ?? (matrix ? `matrix-${matrix.length}x${matrix[0].length}` : "");

/** The steps that are not off, from first to last. */
export const activeSteps = ({ steps }: Pick<Pipeline, "steps">): Step[] => steps.filter(({ off }) => !off);

/** What a chain is called in file names: the experiment's name, or its kernels; every file system takes it. */
export function chainName({ name, steps }: { name?: string; steps: Step[] }): string {
  const kernels = activeSteps({ steps }).map(stepName).join("-");
  return fileWord(name ?? "", longest) || fileWord(kernels, longest) || "filtered";
}
