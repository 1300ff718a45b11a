// The experiment of the task `labels`: which of several labels a row of a table, or a picture, carries.

import { z } from "zod";
import { augment, onlyPictureLayers, pictureData } from "../pictures/spec";
import { data, layer, train } from "../table/spec";
import { headNames } from "./head-names";

export { type HeadName, headNames } from "./head-names";

export const labelVectorKinds = ["oneHot", "cooccurrence", "file"] as const;
export const labelHyperedgeKinds = ["labelSets", "itemSets", "neighbourhoods"] as const;

const { size, fit, channels, group, test, testNames } = pictureData;
const positiveInteger = z.int().positive();

export const labelsSpec = z.strictObject({
  task: z.literal("labels"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: data.extend({
    target: z.string().min(1).optional().describe("The column that lists the labels of each row, of a table."),
    labels: z
      .union([z.array(z.string().min(1)).min(1), z.string().min(1)])
      .optional()
      .describe(
        "Names of the 0/1 columns that are labels; or a file: of a table the XML that names them, of pictures a table of names and labels.",
      ),
    vectors: z
      .string()
      .min(1)
      .optional()
      .describe("A file of a vector for each label: text as GloVe's, CSV, or npy in the order of the labels."),
    size,
    fit,
    channels,
    group,
    test,
    testNames,
    testLabels: z.string().min(1).optional().describe("The table of labels of the pictures of data.test."),
  }),
  model: z
    .strictObject({
      head: z
        .enum(headNames)
        .optional()
        .describe(
          "What turns features into labels: each label for itself, a chain, a graph or a hypergraph of labels, or the graph without edges as the control.",
        ),
      layers: z
        .array(z.union([...layer.options, ...onlyPictureLayers]))
        .describe("Hidden layers that all heads share."),
      bias: z.boolean().optional().describe("Whether layers that do not say otherwise have a bias."),
      backbone: z
        .string()
        .min(1)
        .optional()
        .describe("Folder of a finished run of classify whose last hidden layer gives the features, as it is."),
      vectors: z
        .enum(labelVectorKinds)
        .optional()
        .describe("What describes a label to the graph: one-hot, its row of the co-occurrences, or data.vectors."),
      labelLayers: z
        .array(positiveInteger)
        .optional()
        .describe("Widths of the layers between label vectors and label classifiers."),
      threshold: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe("An edge from i to j is there where at least this share of the rows with i carry j."),
      reweight: z
        .number()
        .min(0)
        .lt(1)
        .nullable()
        .optional()
        .describe("Share p of a label that its neighbours make up, weights p/(1 − p); null leaves edges as they are."),
      hyperedges: z
        .enum(labelHyperedgeKinds)
        .optional()
        .describe(
          "Label sets that occur, sets of labels that are frequent together, or each label with its neighbours.",
        ),
      support: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe("Share of the training rows that an item set, or a label set, needs to become a hyperedge."),
      order: z
        .enum(["data", "frequency", "random"])
        .optional()
        .describe("Order of the labels in a chain: as in the data, the most frequent first, or drawn by the seed."),
    })
    .optional(),
  standardizeFeatures: z
    .boolean()
    .optional()
    .describe("Whether numeric features are centred and scaled; true unless said."),
  augment: augment.optional(),
  train: train.optional(),
});
export type LabelsExperiment = z.infer<typeof labelsSpec>;
