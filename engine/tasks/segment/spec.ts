// The experiment of the task `segment`: which class every pixel of a picture belongs to, learned from masks.

import { z } from "zod";
import { adversarial, augment, patch, pictureData, pictureTrain } from "../pictures/spec";

const positiveInteger = z.int().positive();

export const segmentSpec = z.strictObject({
  task: z.literal("segment"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: z.strictObject({
    ...pictureData,
    masks: z
      .string()
      .min(1)
      .optional()
      .describe("Folder of masks with the names of the pictures; each value, or colour, is a class."),
    testMasks: z.string().min(1).optional().describe("Folder of the masks of data.test."),
  }),
  model: z
    .strictObject({
      kind: z.literal("unet"),
      channels: positiveInteger.optional().describe("Of the first level; each level below has twice as many."),
      depth: positiveInteger.max(6).optional().describe("Levels below the first, each half as wide and high."),
      batchNorm: z.boolean().optional().describe("Whether values are normalised after every convolution."),
    })
    .optional(),
  patch: patch.optional(),
  classWeights: z
    .enum(["none", "balanced"])
    .optional()
    .describe("balanced weighs every class by the inverse of the pixels that it has."),
  augment: augment
    .pick({ flip: true })
    .optional()
    .describe("How pictures and masks are mirrored at random, in training only."),
  adversarial: adversarial
    .optional()
    .describe("A discriminator that judges the probabilities of the classes beside the picture; none unless said."),
  train: pictureTrain.optional(),
});
export type SegmentExperiment = z.infer<typeof segmentSpec>;
