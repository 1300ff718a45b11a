// The experiment of the task `classify`: which class a row of a table, or a picture, belongs to.

import { z } from "zod";
import { augment, onlyPictureLayers, pictureData } from "../pictures/spec";
import { data, layer, model, train } from "../table/spec";

const { size, fit, channels, group, test, testNames } = pictureData;

export const classifySpec = z.strictObject({
  task: z.literal("classify"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: data.extend({
    size,
    fit,
    channels,
    group,
    test,
    testNames,
    labels: z
      .string()
      .min(1)
      .optional()
      .describe("A file of the classes of the pictures (IDX, npy, or CSV of name and label)."),
    testLabels: z.string().min(1).optional().describe("The same of the pictures of data.test."),
  }),
  model: model
    .extend({
      layers: z
        .array(z.union([...layer.options, ...onlyPictureLayers]))
        .describe("Hidden layers; the output layer follows from the target."),
    })
    .optional(),
  loss: z.enum(["softmaxCrossEntropy", "sumOfSquares", "meanSquare"]).optional(),
  standardizeFeatures: z
    .boolean()
    .optional()
    .describe("Whether numeric features are centred and scaled; true unless said."),
  classWeights: z
    .enum(["none", "balanced"])
    .optional()
    .describe("balanced weighs every class by rows / (classes · its rows)."),
  augment: augment.optional(),
  train: train.optional(),
});
