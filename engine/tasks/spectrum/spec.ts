// The experiment of the task `spectrum`: eigenvalues of a graph's matrix, all, some at the ends, or their density.

import { z } from "zod";
import { matrixNames } from "../../graph/spectrum-types";
import { networkData } from "../network/spec";

const { file, nodes, id, weight } = networkData.shape;

export const spectrumEnds = ["smallest", "largest", "both"] as const;

export const spectrumSpec = z.strictObject({
  task: z.literal("spectrum"),
  name: z.string().optional().describe("Name of the experiment in lists, run folders and new files."),
  data: z.strictObject({
    file,
    nodes,
    id,
    weight,
    directions: z
      .enum(["union", "mutual"])
      .optional()
      .describe("Directed edges join either way (union), or only where both ways are there (mutual)."),
    neighbours: z
      .int()
      .positive()
      .optional()
      .describe("Makes a graph of a table, each row joined to so many nearest ones, or of a picture: 4 or 8."),
  }),
  laplacian: z
    .enum(matrixNames)
    .optional()
    .describe("The matrix: L = D − A is combinatorial, D^-½ L D^-½ normalized, D⁻¹L randomwalk; A adjacency."),
  k: z
    .union([z.int().positive(), z.literal("all")])
    .optional()
    .describe("So many eigenvalues from an end of the spectrum, or all of them."),
  end: z.enum(spectrumEnds).optional().describe("The end that k counts from; both takes k from each."),
  density: z
    .boolean()
    .optional()
    .describe("How the eigenvalues are spread, estimated; for graphs of millions of nodes."),
  method: z
    .enum(["dense", "sparse"])
    .optional()
    .describe("dense computes all eigenvalues of each component, sparse those at an end; chosen by size unless said."),
  vectors: z
    .boolean()
    .optional()
    .describe("Whether the eigenvectors are kept in the run's folder, as NumPy reads them."),
});

export type SpectrumExperiment = z.infer<typeof spectrumSpec>;
