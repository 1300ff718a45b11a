// The experiment of the task `regress`: which value a row has.

import { z } from "zod";
import { data, model, train } from "../table/spec";

export const regressSpec = z.strictObject({
  task: z.literal("regress"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data,
  model: model.optional(),
  loss: z
    .enum(["meanSquare", "sumOfSquares", "absolute", "huber", "binaryCrossEntropy"])
    .optional()
    .describe("binaryCrossEntropy takes targets from 0 to 1 and works on logits."),
  standardizeTarget: z
    .boolean()
    .optional()
    .describe("Whether the target is centred and scaled for training; true unless said."),
  standardizeFeatures: z
    .boolean()
    .optional()
    .describe("Whether numeric features are centred and scaled; true unless said."),
  train: train.optional(),
});
