// The experiment of the task `filter`: a chain of kernels applied to a picture or to a folder of them.

import { z } from "zod";
import { matrixLimit } from "../../convolution/kernels";
import {
  alphaModes,
  channelChoices,
  dialectNames,
  edgeModes,
  lightModes,
  type Pipeline,
} from "../../convolution/pipeline";

const step = z.strictObject({
  kernel: z.string().min(1).optional().describe("A named kernel with its parameters: sharpen, gauss:3, median5 …"),
  matrix: z
    .array(z.array(z.number()).min(1).max(matrixLimit))
    .min(1)
    .max(matrixLimit)
    .optional()
    .describe("Rows of numbers, up to 31 × 31, as the tool reads them."),
  divisor: z.number().optional().describe("The sum is divided by it; the tool's own rule unless said."),
  offset: z.number().optional().describe("Added after the division, in values of 0 to 255."),
  channels: z.enum(channelChoices).optional().describe("Which channels are filtered; each unless said."),
  off: z.boolean().optional().describe("Whether the step is passed over."),
});

export const filterSpec = z.strictObject({
  task: z.literal("filter"),
  name: z.string().optional().describe("Name of the experiment in lists, run folders and new files."),
  data: z.strictObject({
    file: z.string().min(1).describe("The picture, or the folder of pictures, relative to this file."),
  }),
  as: z.enum(dialectNames).optional().describe("The tool whose convolution is computed, exactly as it does."),
  edge: z.enum(edgeModes).optional().describe("What stands beyond the border; reflect101 unless said."),
  light: z.enum(lightModes).optional().describe("Whether values are summed as stored or as light."),
  alpha: z.enum(alphaModes).optional().describe("Whether alpha stays, weighs the colours, or is filtered like them."),
  steps: z.array(step).describe("The chain of kernels, from first to last."),
});

export type FilterExperiment = z.infer<typeof filterSpec>;

/** The part of an experiment that says what is computed. */
export const pipelineOf = ({ as, edge, light, alpha, steps }: FilterExperiment): Pipeline => ({
  as,
  edge,
  light,
  alpha,
  steps,
});
