// Names of new files: what a chain is called in them, and which files it has written itself.

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

/** `leaf.jpg` → `leaf` and `.jpg`. */
export function splitName(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? { stem: name, extension: "" } : { stem: name.slice(0, dot), extension: name.slice(dot) };
}

/** `leaf.sharpen.jpg`, or `leaf.jpg` without a chain, and from the second attempt on `leaf.sharpen-2.jpg`. */
export const outputName = (stem: string, chain: string | undefined, extension: string, attempt: number): string =>
  `${stem}${chain === undefined ? "" : `.${chain}`}${attempt > 1 ? `-${attempt}` : ""}${extension}`;

/** Whether a file is named as an output of the chain whose original, in any format, stands beside it. */
export function isOutputOf(name: string, chain: string, stems: ReadonlySet<string>): boolean {
  const { stem } = splitName(name);
  const at = stem.lastIndexOf(`.${chain}`);
  return at > 0 && /^(-\d+)?$/.test(stem.slice(at + 1 + chain.length)) && stems.has(stem.slice(0, at));
}
