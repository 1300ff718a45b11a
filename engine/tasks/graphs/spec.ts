// The experiment of the task `graphs`: which class a whole graph belongs to, or what value it has.

import { z } from "zod";
import { readoutNames } from "../../neural/graph/graph-reader";
import { graphModel, networkTrain } from "../network/spec";

const fraction = z.number().min(0).lt(1);

export const graphsSpec = z.strictObject({
  task: z.literal("graphs"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: z.strictObject({
    file: z.string().min(1).describe("A folder of graphs, or a file that holds many; relative to this file."),
    target: z.string().min(1).optional().describe("What is known of each graph, to be predicted."),
    features: z
      .union([z.array(z.string()).min(1), z.literal("degree")])
      .optional()
      .describe('The columns of the nodes to predict from; "degree" where they have none.'),
    weight: z
      .string()
      .nullable()
      .optional()
      .describe("Column of the edges that holds their weights; null takes all as 1."),
    split: z
      .strictObject({ validation: fraction, test: fraction, seed: z.int().nonnegative().optional() })
      .optional()
      .describe("Shares of the graphs that choose and judge."),
  }),
  model: graphModel.optional(),
  readout: z.enum(readoutNames).optional().describe("How the nodes of a graph become one row."),
  embedding: z.int().positive().optional().describe("Numbers that a graph becomes before the last layer."),
  classWeights: z.enum(["none", "balanced"]).optional(),
  train: networkTrain.optional(),
});
export type GraphsExperiment = z.infer<typeof graphsSpec>;
