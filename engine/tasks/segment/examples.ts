// The pictures of one run with the classes of their pixels: who trains, chooses and judges, and what simple rules come to.

import type { Album } from "../../data/album/album";
import type { Assumption } from "../../data/dataset";
import type { Encoder } from "../../data/encode";
import { FieldError } from "../../experiment/field-error";
import type { LossOptions } from "../../neural/step";
import { fittingPatches } from "../pictures/fitting";
import { splitAlbum } from "../pictures/split";
import type { Breathe } from "../table/matrix";
import type { JudgedExamples, Rival } from "../training/training";
import {
  byRule,
  countGreys,
  emptyHistogram,
  everywhere,
  type GreyHistogram,
  greyRival,
  greyRule,
  type LevelRule,
  majority,
  majorityClass,
} from "./baselines";
import { figureCount, figuresOf } from "./judging";
import { overlapOf } from "./metrics";
import type { Labelled } from "./patches";
import type { SegmentExperiment } from "./spec";

/** What `predict` needs beside the experiment. */
export interface SegmentEncoder extends Encoder {
  /** The album's `maskValues`. */
  classes: string[];
  /** The class that most pixels of the training have. */
  plain: number;
}

/** `rows` are pictures of the album; `truth` is the IoU of the majority class. */
export interface SegmentExamples extends JudgedExamples {
  encoder: SegmentEncoder;
  /** Of each example. */
  pictures: Labelled[];
  /** Whether patches fit into it. */
  trainable: boolean[];
  /** Names of the classes: the values of the masks. */
  classes: string[];
  rules: (Rival & { rule: LevelRule })[];
  loss: LossOptions;
}

/** @throws FieldError where there are no masks, or no picture is large enough for a patch */
export async function prepareSegment(
  { data, patch, classWeights }: SegmentExperiment,
  album: Album,
  breathe: Breathe,
): Promise<{ examples: SegmentExamples; assumptions: Assumption[] }> {
  const { frames, partners, maskValues: classes, name } = album;
  if (!partners || !classes) throw withoutMasks(name);
  const split = splitAlbum(album, data);
  const rows = Uint32Array.from([...split.train, ...split.validation, ...split.test]);
  let next = 0;
  const range = ({ length }: Uint32Array) => Uint32Array.from({ length }, () => next++);
  const parts = { train: range(split.train), validation: range(split.validation), test: range(split.test) };
  const pictures = Array.from(rows, (row) => ({ frame: frames[row], mask: partners[row] }));
  const size = patch!.size;
  const fitting = fittingPatches(
    pictures.map(({ frame }) => frame),
    parts,
    size,
  );
  if (!fitting.some) {
    const message = `No picture for training has a patch of ${size} × ${size} pixels: make patch.size ${fitting.largest} or less.`;
    throw new FieldError(["patch", "size"], message, { file: name });
  }
  const histogram = emptyHistogram(classes.length);
  for (const example of parts.train) {
    countGreys(histogram, pictures[example]);
    await breathe();
  }
  const plain = majorityClass(histogram);
  const rules = [
    { ...majority, rule: everywhere(plain) },
    { ...greyRival(classes.length), rule: greyRule(histogram) },
  ];
  const truth = new Float64Array(pictures.length);
  for (const [example, picture] of pictures.entries()) {
    [truth[example]] = ruleFigures(rules[0].rule, picture, classes.length);
    await breathe();
  }
  return {
    examples: {
      rows,
      encoder: {
        version: 1,
        features: [],
        target: { kind: "number", column: "iou", mean: 0, scale: 1 },
        classes,
        plain,
      },
      truth,
      outputs: figureCount(classes.length),
      parts,
      pictures,
      trainable: fitting.trainable,
      classes,
      rules,
      loss: { name: "softmaxCrossEntropy", ...weightsOf(histogram, classWeights) },
    },
    assumptions: fitting.assumptions,
  };
}

/** The figures of a picture whose mask is drawn by a rule. */
export const ruleFigures = (rule: LevelRule, { frame, mask }: Labelled, classes: number): number[] =>
  figuresOf(overlapOf(byRule(rule, frame), mask.samples, classes));

/** pixels / (classes · pixels of the class); 0 for one that no training picture shows. */
function weightsOf(
  histogram: GreyHistogram,
  classWeights: SegmentExperiment["classWeights"],
): Pick<LossOptions, "classWeights"> {
  if (classWeights !== "balanced") return {};
  const sizes = histogram.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const seen = sizes.filter((size) => size > 0).length;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return { classWeights: sizes.map((size) => (size > 0 ? all / (seen * size) : 0)) };
}

export function withoutMasks(file: string): FieldError {
  const message =
    "There are no masks to learn from: name their folder as data.masks; each has the name of its picture.";
  return new FieldError(["data", "masks"], message, { file });
}
