// The experiment of the task `generate`: a generator and a discriminator against each other, on rows, points or pictures.

import { z } from "zod";
import { pictureData } from "../pictures/spec";
import { activationNames, initializerNames, optimizerNames } from "../table/spec";

const fraction = z.number().min(0).lt(1);
const positiveInteger = z.int().positive();

export const adversarialLossNames = ["minimax", "nonSaturating", "leastSquares", "hinge", "wasserstein"] as const;
export type AdversarialLossName = (typeof adversarialLossNames)[number];

/** Layers of one of the two networks, without those at its ends. */
const side = {
  layers: z
    .array(positiveInteger)
    .optional()
    .describe("Units of the hidden layers; of convolutional networks channels, from the smallest pictures on."),
  activation: z.enum(activationNames).optional(),
  batchNorm: z.boolean().optional(),
};

export const generateModel = z.strictObject({
  kind: z
    .enum(["mlp", "convolutional"])
    .optional()
    .describe("mlp for rows, points and small pictures; convolutional (DCGAN) for pictures."),
  latent: positiveInteger.optional().describe("Random numbers that a sample is made of, codes and class left out."),
  prior: z.enum(["normal", "uniform"]).optional().describe("normal: mean 0, deviation 1; uniform: −1 to 1."),
  code: z
    .strictObject({
      categories: z
        .int()
        .min(2)
        .optional()
        .describe("A discrete code of so many values, whose meaning the generator finds (InfoGAN)."),
      continuous: positiveInteger.optional().describe("So many continuous codes from −1 to 1."),
      weight: z.number().min(0).optional().describe("Weight of the mutual information; 1 unless said, 0 without."),
    })
    .optional(),
  conditional: z.boolean().optional().describe("Whether both networks are told the class; true where data.class is."),
  generator: z.strictObject(side).optional(),
  discriminator: z
    .strictObject({
      ...side,
      initializer: z
        .enum(initializerNames)
        .optional()
        .describe("heUniform for the relu family, glorotUniform otherwise."),
      dropout: fraction.optional(),
      spectralNorm: z
        .boolean()
        .optional()
        .describe("Divides every weight by its largest singular value (T. Miyato et al., 2018)."),
    })
    .optional(),
  pack: z
    .int()
    .min(1)
    .max(16)
    .optional()
    .describe("Samples that the discriminator judges together (PacGAN, Z. Lin et al., 2018); 1 unless said."),
});

export const generateSpec = z.strictObject({
  task: z.literal("generate"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: z.strictObject({
    ...pictureData,
    file: z
      .string()
      .min(1)
      .describe("A table, a folder of pictures, or a file that holds many; relative to this file."),
    columns: z
      .array(z.string())
      .min(1)
      .optional()
      .describe("The columns that are generated; without it, all that are numbers or categories."),
    class: z
      .string()
      .min(1)
      .optional()
      .describe("The column of the class that samples can be asked for; of pictures `folder` or `labels`."),
    labels: z.string().min(1).optional().describe("A file with the class of each picture."),
    testLabels: z.string().min(1).optional().describe("The same of the pictures of data.test."),
    density: z
      .strictObject({
        centres: z.array(z.array(z.number()).min(1).max(2)).min(1),
        sigma: z.number().positive().describe("Deviation around each centre, the same in all directions."),
      })
      .optional()
      .describe("Where one or two numeric columns come from, if it is known: Gaussians of equal weight."),
  }),
  model: generateModel.optional(),
  loss: z
    .enum(adversarialLossNames)
    .optional()
    .describe(
      "minimax: G descends E log(1 − D(G(z))); nonSaturating: −E log D(G(z)); leastSquares; hinge; wasserstein with gradientPenalty or spectralNorm.",
    ),
  gradientPenalty: z
    .number()
    .min(0)
    .optional()
    .describe("Weight of (‖∇D‖ − 1)² between real and generated samples (I. Gulrajani et al., 2017)."),
  rejection: fraction
    .optional()
    .describe(
      "Share of the generated samples that are left out because D finds them least real; stated in the verdict.",
    ),
  train: z
    .strictObject({
      optimizer: z.enum(optimizerNames).optional(),
      learningRate: z.number().positive().optional().describe("Of the generator."),
      discriminatorRate: z
        .number()
        .positive()
        .optional()
        .describe("Learning rate of the discriminator; the same unless said."),
      beta1: z.number().min(0).lt(1).optional().describe("Of adam and adamw; 0.5 unless said."),
      clipNorm: z.number().positive().optional(),
      decay: z
        .enum(["none", "linear"])
        .optional()
        .describe("linear: both learning rates go to 0 over the second half of the epochs."),
      discriminatorSteps: positiveInteger.optional().describe("Steps of the discriminator in a round; 1 unless said."),
      generatorSteps: positiveInteger.optional().describe("Steps of the generator in a round; 1 unless said."),
      labelSmoothing: fraction.optional().describe("Real samples count as 1 minus so much to the discriminator."),
      averaging: fraction
        .optional()
        .describe("Decay of a running average of the generator's weights, which then makes the samples; 0 without."),
      epochs: positiveInteger.optional(),
      batch: positiveInteger.optional(),
      seeds: z.array(z.int().nonnegative()).min(1).optional(),
    })
    .optional(),
});
export type GenerateExperiment = z.infer<typeof generateSpec>;
