// The experiment of the task `nodes`: which class a node belongs to, or what value it has.

import { z } from "zod";
import { graphModel, networkData, networkTrain } from "../network/spec";

export const nodesSpec = z.strictObject({
  task: z.literal("nodes"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: networkData,
  model: graphModel.optional(),
  classWeights: z.enum(["none", "balanced"]).optional(),
  train: networkTrain.optional(),
});
export type NodesExperiment = z.infer<typeof nodesSpec>;
