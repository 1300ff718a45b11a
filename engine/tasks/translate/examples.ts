// The pairs of one run: who trains, chooses and judges, and which pictures are large enough for a patch.

import type { Album, Frame } from "../../data/album/album";
import type { Assumption } from "../../data/dataset";
import { FieldError } from "../../experiment/field-error";
import { fittingPatches } from "../pictures/fitting";
import { prepareRestore, type RestoreExamples } from "../restore/examples";
import type { Breathe } from "../table/matrix";
import type { TranslateExperiment } from "./spec";

/** What is given and what is wanted, of one size. */
export interface Pair {
  input: Frame;
  target: Frame;
}

/** `rows` are pictures of the album; `truth` is the PSNR of the untouched input. */
export interface TranslateExamples extends RestoreExamples {
  /** Of each example. */
  pairs: Pair[];
  /** Whether patches fit into it. */
  trainable: boolean[];
}

/** Throws as `splitAlbum`, and FieldError where no picture is large enough for a patch. */
export async function prepareTranslate(
  { data, patch }: TranslateExperiment,
  album: Album,
  breathe: Breathe,
): Promise<{ examples: TranslateExamples; assumptions: Assumption[] }> {
  const examples = await prepareRestore({ data }, album, breathe);
  const { rows, clean, parts } = examples;
  const pairs = Array.from(rows, (row) => ({ input: album.frames[row], target: clean[row] }));
  const { size } = patch!;
  const inputs = pairs.map(({ input }) => input);
  const fitting = fittingPatches(inputs, parts, size);
  if (!fitting.some) {
    const message = `No picture for training has a patch of ${size} × ${size} pixels: make patch.size ${fitting.largest} or less.`;
    throw new FieldError(["patch", "size"], message, { file: album.name });
  }
  const { trainable, assumptions } = fitting;
  return { examples: { ...examples, pairs, trainable }, assumptions };
}
