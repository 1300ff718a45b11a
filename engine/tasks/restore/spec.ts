// The experiment of the task `restore`: clean pictures from degraded ones.

import { z } from "zod";
import { degradation, patch, pictureData, pictureTrain } from "../pictures/spec";
import { activationNames, initializerNames } from "../table/spec";

const fraction = z.number().min(0).lt(1);
const positiveInteger = z.int().positive();

const masked = fraction
  .optional()
  .describe("Share of the inputs that are set to 0, afresh in every step of training (inputZeroMaskedFraction).");
const sparsityTarget = fraction
  .optional()
  .describe("Mean activation that hidden units are drawn to; 0.05 unless said.");
const nonSparsityPenalty = z.number().min(0).optional().describe("How strongly they are drawn to it; 0 is not at all.");

/** Layer by layer, each a denoising autoencoder of its own on what the one before gives. */
export const pretraining = z.strictObject({
  sizes: z
    .array(positiveInteger)
    .min(2)
    .optional()
    .describe("Pixels, then units of each autoencoder; the first half of the network unless said."),
  epochs: positiveInteger.optional(),
  batch: positiveInteger.optional(),
  learningRate: z.number().positive().optional(),
  momentum: fraction.optional(),
  inputZeroMaskedFraction: masked,
  sparsityTarget,
  nonSparsityPenalty,
});

export const restoreModel = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("residualCnn"),
    layers: z.int().min(2).optional().describe("Number of convolutions."),
    channels: positiveInteger.optional().describe("Channels between them."),
    kernel: z.literal([1, 3, 5, 7, 9, 11]).optional().describe("Pixels of a side of the kernels."),
    batchNorm: z.boolean().optional().describe("Normalises what is between the first and the last convolution."),
  }),
  z.strictObject({
    kind: z.literal("convAutoencoder"),
    channels: z
      .array(positiveInteger)
      .min(1)
      .optional()
      .describe("Channels of each level of the encoder, each of half the size of the one before."),
    code: positiveInteger
      .optional()
      .describe("Numbers of a dense code of whole pictures of one size; without it, the code is a small picture."),
  }),
  z.strictObject({
    kind: z.literal("deepAutoencoder"),
    sizes: z
      .array(positiveInteger)
      .min(3)
      .optional()
      .describe("Pixels, units of each layer, pixels; for pictures of one size."),
    activation: z.enum(activationNames).optional().describe("Of the hidden layers; sigmoid unless said."),
    output: z.enum(activationNames).optional().describe("Of the output layer; linear unless said."),
    initializer: z.enum(initializerNames).optional(),
    inputZeroMaskedFraction: masked,
    sparsityTarget,
    nonSparsityPenalty,
    pretraining: pretraining.optional(),
  }),
]);
export type RestoreModel = z.infer<typeof restoreModel>;

export const restoreSpec = z.strictObject({
  task: z.literal("restore"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: z.strictObject({
    ...pictureData,
    clean: z
      .string()
      .min(1)
      .optional()
      .describe("A folder of clean pictures of the same names; those of data.file are then the degraded ones."),
    testClean: z.string().min(1).optional().describe("The same of the pictures of data.test."),
  }),
  degradation: degradation.optional(),
  model: restoreModel.optional(),
  loss: z.enum(["meanSquare", "halfSquare", "absolute"]).optional(),
  patch: patch.optional(),
  montage: z
    .strictObject({
      picture: z
        .string()
        .optional()
        .describe("Name of the picture that is written; the first that judges unless said."),
      threshold: z.number().min(0).max(1).optional().describe("What is shown as different; 0.1 of white unless said."),
      difference: z
        .enum(["signed", "absolute"])
        .optional()
        .describe("signed: input − output > threshold, as im2bw; absolute: |input − output|."),
    })
    .optional()
    .describe("Input, output and where they differ, written as a picture into the run's folder."),
  train: pictureTrain.optional(),
});
export type RestoreExperiment = z.infer<typeof restoreSpec>;
