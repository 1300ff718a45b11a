// The parts of an experiment that every task on a table shares: data, split, dense layers, training.

import { z } from "zod";

export const activationNames = [
  "linear",
  "sigmoid",
  "tanh",
  "scaledTanh",
  "relu",
  "leakyRelu",
  "elu",
  "gelu",
  "silu",
  "softplus",
  "softmax",
] as const;

export const initializerNames = [
  "glorotUniform",
  "glorotNormal",
  "heUniform",
  "heNormal",
  "zeros",
  "deepLearnToolbox",
] as const;

export const optimizerNames = ["gradientDescent", "momentum", "nesterov", "rmsprop", "adam", "adamw"] as const;

const fraction = z.number().min(0).lt(1);
const positiveInteger = z.int().positive();

export const split = z
  .union([
    z.strictObject({
      validation: fraction.describe("Share of the rows that early stopping and the choice of the best epoch look at."),
      test: fraction.describe("Share of the rows that only the verdict looks at."),
      seed: z.int().nonnegative().optional().describe("Seed of the shuffle that assigns the rows."),
    }),
    z.literal("none"),
  ])
  .describe('How rows are held out; "none" trains on all of them, and the verdict then says so.');

export const data = z.strictObject({
  file: z.string().min(1).describe("The data file, relative to this file."),
  target: z.string().min(1).optional().describe("The column to predict."),
  features: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("The columns to predict from; without it, all that can serve."),
  split: split.optional(),
});

const dense = z.strictObject({
  dense: positiveInteger.describe("Number of units."),
  activation: z.enum(activationNames).optional().describe("relu unless said."),
  bias: z.boolean().optional().describe("Whether the layer adds a bias; true unless said."),
  initializer: z.enum(initializerNames).optional().describe("heUniform for the relu family, glorotUniform otherwise."),
});
const dropout = z.strictObject({
  dropout: fraction.describe(
    "Share of the activations set to zero in training; the others are scaled by 1/(1 − share).",
  ),
});
const batchNorm = z.strictObject({ batchNorm: z.literal(true).describe("Normalises each feature over the batch.") });
const layerNorm = z.strictObject({ layerNorm: z.literal(true).describe("Normalises each row over its features.") });

export const layer = z.union([dense, dropout, batchNorm, layerNorm]);
export type Layer = z.infer<typeof layer>;

export const model = z.strictObject({
  layers: z.array(layer).describe("Hidden layers; the output layer follows from the target."),
  bias: z
    .boolean()
    .optional()
    .describe("Whether layers that do not say otherwise have a bias, the output layer included."),
  outputActivation: z
    .enum(activationNames)
    .optional()
    .describe("Activation of the output layer, for losses on values."),
});

export const schedule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant") }),
  z.strictObject({
    kind: z.literal("scale"),
    factor: z.number().positive().describe("The rate is multiplied by this after every epoch."),
  }),
  z.strictObject({
    kind: z.literal("step"),
    every: positiveInteger.describe("Epochs between reductions."),
    factor: z.number().positive(),
  }),
  z.strictObject({
    kind: z.literal("cosine"),
    floor: z.number().min(0).optional().describe("Rate at the end, 0 unless said."),
  }),
  z.strictObject({
    kind: z.literal("warmup"),
    epochs: positiveInteger.describe("Epochs over which the rate rises linearly from 0; constant after."),
  }),
]);

export const train = z.strictObject({
  optimizer: z.enum(optimizerNames).optional(),
  learningRate: z.number().positive().optional(),
  momentum: z.number().min(0).lt(1).optional().describe("For momentum and nesterov; 0.9 unless said."),
  schedule: schedule.optional(),
  weightDecay: z.number().min(0).optional().describe("Decoupled decay, for adamw; 0.01 unless said."),
  l1: z.number().min(0).optional().describe("Added to the loss: l1 · Σ|w| over weights, biases left out."),
  l2: z.number().min(0).optional().describe("Added to the gradient of weights: l2 · w, biases left out."),
  clipNorm: z.number().positive().optional().describe("Gradients are scaled down when their joint norm exceeds this."),
  epochs: positiveInteger.optional(),
  batch: z
    .union([positiveInteger, z.literal("full")])
    .optional()
    .describe('Rows in a step; "full" takes all of them.'),
  earlyStopping: positiveInteger
    .optional()
    .describe("Epochs without a better validation loss after which training ends."),
  seeds: z.array(z.int().nonnegative()).min(1).optional().describe("One training for each seed."),
  folds: z.int().min(2).optional().describe("Cross-validation: every row is held out once."),
});
