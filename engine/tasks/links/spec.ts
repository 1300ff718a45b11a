// The experiment of the task `links`: which pairs of nodes are joined by an edge.

import { z } from "zod";
import { graphModel, networkData, networkTrain } from "../network/spec";

const fraction = z.number().min(0).lt(1);

export const linkSplit = z
  .strictObject({
    validation: fraction.describe("Share of the edges that early stopping and the choice of the best epoch look at."),
    test: fraction.describe("Share of the edges that only the verdict looks at."),
    seed: z.int().nonnegative().optional().describe("Seed of the shuffle that assigns edges, and of the non-edges."),
  })
  .describe(
    "How edges are held out; the network never sees them, and as many pairs without an edge judge beside them.",
  );

export const linksSpec = z.strictObject({
  task: z.literal("links"),
  name: z.string().optional().describe("Name of the experiment in lists and run folders."),
  data: networkData.omit({ target: true, directed: true, split: true }).extend({ split: linkSplit.optional() }),
  model: graphModel.optional(),
  embedding: z.int().positive().optional().describe("Numbers that a node becomes; their dot product scores a pair."),
  train: networkTrain.optional(),
});
export type LinksExperiment = z.infer<typeof linksSpec>;
