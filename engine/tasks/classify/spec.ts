// The experiment of the task `classify`: which class a row belongs to.

import { z } from "zod";
import { data, model, train } from "../table/spec";

export const classifySpec = z.strictObject({
  task: z.literal("classify"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data,
  model: model.optional(),
  loss: z.enum(["softmaxCrossEntropy", "sumOfSquares", "meanSquare"]).optional(),
  standardizeFeatures: z
    .boolean()
    .optional()
    .describe("Whether numeric features are centred and scaled; true unless said."),
  classWeights: z
    .enum(["none", "balanced"])
    .optional()
    .describe("balanced weighs every class by rows / (classes · its rows)."),
  train: train.optional(),
});
