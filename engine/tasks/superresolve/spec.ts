// The experiment of the task `superresolve`: pictures made larger, with the detail that bicubic enlarging does not know.

import { z } from "zod";
import { adversarial, patch, pictureData, pictureTrain } from "../pictures/spec";

const positiveInteger = z.int().positive();

/** Kernels, from the first layer to the last. */
const layers = {
  channels: z.array(positiveInteger).min(1).max(16).optional().describe("Of the layers before the last, in order."),
  kernels: z
    .array(positiveInteger.refine((side) => side % 2 === 1, "Kernels have odd sides, so that they have a middle."))
    .min(2)
    .max(17)
    .optional()
    .describe("Pixels of a side, of every layer; one more than channels."),
  residual: z
    .boolean()
    .optional()
    .describe("Whether the network adds to the bicubic picture, rather than drawing all of it; true unless said."),
};

export const superresolveModel = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("espcn"), ...layers }),
  z.strictObject({ kind: z.literal("srcnn"), ...layers }),
]);
export type SuperresolveModel = z.infer<typeof superresolveModel>;

export const superresolveSpec = z.strictObject({
  task: z.literal("superresolve"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  // Networks that enlarge take pictures of any size as they are: to resize them is no part of it.
  data: z
    .strictObject(pictureData)
    .omit({ size: true, fit: true })
    .extend({
      clean: z
        .string()
        .min(1)
        .optional()
        .describe(
          "A folder of the same pictures 2, 3 or 4 times as large; without it those of data.file are made small.",
        ),
      testClean: z.string().min(1).optional().describe("The same of the pictures of data.test."),
    }),
  factor: z
    .union([z.literal(2), z.literal(3), z.literal(4)])
    .optional()
    .describe("How many times as wide and high pictures become; 2, or as data.clean says, unless said."),
  model: superresolveModel
    .optional()
    .describe("espcn sees the small picture and gives sub-pixels, srcnn sees the bicubic picture."),
  patch: patch.optional(),
  adversarial: adversarial
    .optional()
    .describe("A discriminator that judges enlarged patches of luma, beside the mean square error; none unless said."),
  train: pictureTrain.optional(),
});
export type SuperresolveExperiment = z.infer<typeof superresolveSpec>;
