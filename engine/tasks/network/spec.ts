// The parts of an experiment that tasks on graphs share: the graph's data, its split, the graph networks, training.

import { z } from "zod";
import { train as tableTrain } from "../table/spec";

const fraction = z.number().min(0).lt(1);
const positiveInteger = z.int().positive();

export const nodeSplit = z
  .union([
    z.literal("given").describe("The split that comes with the data."),
    z.strictObject({
      perClass: positiveInteger.describe("Training nodes of each class (Planetoid: 20)."),
      validation: positiveInteger.describe("Validation nodes (Planetoid: 500)."),
      test: positiveInteger.describe("Test nodes (Planetoid: 1000)."),
      seed: z.int().nonnegative().optional(),
    }),
    z.strictObject({
      validation: fraction,
      test: fraction,
      seed: z.int().nonnegative().optional(),
    }),
  ])
  .describe("Which nodes train, choose and judge.");

export const networkData = z.strictObject({
  file: z.string().min(1).describe("The graph file, or a folder that holds a known set; relative to this file."),
  nodes: z.string().min(1).optional().describe("A table of the nodes beside it, joined by id."),
  id: z.string().min(1).optional().describe("The column of that table that holds the ids."),
  target: z.string().min(1).optional().describe("The column of the nodes to predict."),
  features: z
    .union([z.array(z.string()).min(1), z.enum(["given", "degree", "identity"])])
    .optional()
    .describe(
      'The columns to predict from; "given": the features of the file; "degree" or "identity" where nodes have none.',
    ),
  directed: z.boolean().optional().describe("Keeps the directions of edges; without it they join both ways."),
  weight: z
    .string()
    .nullable()
    .optional()
    .describe("Column of the edges that holds their weights; null takes all as 1."),
  normalizeRows: z.boolean().optional().describe("Divides the features of each node by their sum; true unless said."),
  split: nodeSplit.optional(),
});

const hidden = positiveInteger.optional().describe("Units of each hidden layer.");
const layers = positiveInteger.optional().describe("Number of graph layers.");
const dropout = fraction.optional().describe("Share of features and activations set to zero in training.");
const bias = z.boolean().optional();

/** How the adjacency becomes a propagation matrix. */
export const propagationNames = ["symmetric", "rowMean", "noLoops", "unnormalized"] as const;

/** Every key but `kind` has the value of the published protocol unless said. */
export const graphModel = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("gcn"),
    hidden,
    layers,
    dropout,
    bias,
    propagation: z
      .enum(propagationNames)
      .optional()
      .describe("symmetric: D̃^-½ (A+I) D̃^-½; rowMean: D̃⁻¹(A+I); noLoops: D^-½ A D^-½; unnormalized: A + I."),
  }),
  z.strictObject({ kind: z.literal("cheb"), hidden, layers, dropout, bias, degree: positiveInteger.optional() }),
  z.strictObject({
    kind: z.literal("sage"),
    hidden,
    layers,
    dropout,
    bias,
    aggregator: z.enum(["mean", "max"]).optional(),
  }),
  z.strictObject({
    kind: z.literal("gat"),
    hidden: positiveInteger.optional().describe("Units of each head."),
    heads: positiveInteger.optional(),
    layers,
    dropout,
    attentionDropout: fraction.optional(),
    bias,
  }),
  z.strictObject({ kind: z.literal("gin"), hidden, layers, dropout }),
  z.strictObject({ kind: z.literal("sgc"), hops: positiveInteger.optional(), bias }),
  z.strictObject({
    kind: z.literal("appnp"),
    hidden,
    dropout,
    hops: positiveInteger.optional(),
    alpha: z.number().positive().max(1).optional().describe("Share of the start that every hop brings back."),
    bias,
  }),
  z.strictObject({
    kind: z.literal("hgnn"),
    hidden,
    layers,
    dropout,
    bias,
    hyperedges: z
      .enum(["given", "neighbourhoods", "edges"])
      .optional()
      .describe("given by a hypergraph file; of a graph, each node with its neighbours, or each edge."),
    loops: z.boolean().optional().describe("Gives nodes that are in no hyperedge one of their own; true unless said."),
  }),
  z.strictObject({ kind: z.literal("mlp"), hidden, layers, dropout, bias }),
  z.strictObject({
    kind: z.literal("labelPropagation"),
    hops: positiveInteger.optional(),
    alpha: fraction.optional(),
  }),
]);
export type GraphModel = z.infer<typeof graphModel>;
export type GraphModelKind = GraphModel["kind"];

export const networkTrain = tableTrain.omit({ batch: true, folds: true }).extend({
  l2On: z.enum(["first", "all"]).optional().describe("Layers whose weights l2 decays."),
  stopRule: z
    .enum(["patience", "windowMean"])
    .optional()
    .describe("windowMean: ends when the validation loss exceeds the mean of the last earlyStopping ones."),
  keep: z
    .enum(["best", "last"])
    .optional()
    .describe("The weights that are judged: of the best validation, or the last."),
});
