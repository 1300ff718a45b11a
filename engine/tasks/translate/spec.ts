// The experiment of the task `translate`: pictures of one kind made of those of another, learned from pairs.

import { z } from "zod";
import { adversarial, augment, patch, pictureData, pictureTrain } from "../pictures/spec";

export const translateSpec = z.strictObject({
  task: z.literal("translate"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: z.strictObject({
    ...pictureData,
    target: z
      .string()
      .min(1)
      .optional()
      .describe("A folder of the pictures that are wanted, with the names of those of data.file."),
    testTarget: z.string().min(1).optional().describe("The same of the pictures of data.test."),
  }),
  model: z
    .strictObject({
      kind: z.literal("unet"),
      channels: z.int().positive().optional().describe("Of the first level; each level below has twice as many."),
      depth: z.int().positive().max(6).optional().describe("Levels below the first, each half as wide and high."),
      batchNorm: z.boolean().optional().describe("Whether values are normalised after every convolution."),
    })
    .optional(),
  absolute: z
    .number()
    .min(0)
    .optional()
    .describe("Weight of the mean absolute error; 100 unless said, 0 leaves the discriminator alone."),
  adversarial: adversarial
    .optional()
    .describe("The discriminator, which judges patches of input and output together; weight 1 unless said."),
  patch: patch.optional(),
  augment: augment.pick({ flip: true }).optional().describe("How pairs are mirrored at random, in training only."),
  train: pictureTrain.optional(),
});
export type TranslateExperiment = z.infer<typeof translateSpec>;
