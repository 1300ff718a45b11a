// The published protocol of each graph network: what its keys and its training are unless said.

import type { z } from "zod";
import type { GraphModel, GraphModelKind, networkTrain } from "../../tasks/network/spec";

/** A model with every key. */
export type CompleteModel = Required<GraphModel>;
export type Complete<K extends GraphModelKind> = Extract<CompleteModel, { kind: K }>;

type Defaults = { readonly [K in GraphModelKind]: Omit<Complete<K>, "kind"> };

const defaults: Defaults = {
  /** T. Kipf, M. Welling, 2017: biases are left out as in the authors' program. */
  gcn: { hidden: 16, layers: 2, dropout: 0.5, bias: false, propagation: "symmetric" },
  /** As Kipf and Welling compared it. */
  cheb: { hidden: 16, layers: 2, dropout: 0.5, bias: false, degree: 3 },
  /** W. Hamilton, R. Ying, J. Leskovec, 2017, on whole neighbourhoods instead of samples. */
  sage: { hidden: 128, layers: 2, dropout: 0.5, bias: true, aggregator: "mean" },
  /** P. Veličković et al., 2018. */
  gat: { hidden: 8, heads: 8, layers: 2, dropout: 0.6, attentionDropout: 0.6, bias: true },
  /** K. Xu et al., 2019, whose five layers are for whole graphs: the nodes of a graph have two, like the other models. */
  gin: { hidden: 64, layers: 2, dropout: 0.5 },
  /** F. Wu et al., 2019. */
  sgc: { hops: 2, bias: true },
  /** J. Klicpera, A. Bojchevski, S. Günnemann, 2019. */
  appnp: { hidden: 64, dropout: 0.5, hops: 10, alpha: 0.1, bias: false },
  /** Y. Feng et al., 2019, with the width for citations. */
  hgnn: { hidden: 16, layers: 2, dropout: 0.5, bias: true, hyperedges: "neighbourhoods", loops: true },
  mlp: { hidden: 16, layers: 2, dropout: 0.5, bias: false },
  /** D. Zhou et al., 2004. */
  labelPropagation: { hops: 50, alpha: 0.9 },
};

/** Every key of a model, those that are not said as published; the hyperedges of a hypergraph are its own. */
export function completeModel(model: GraphModel, { hypergraph = false } = {}): CompleteModel {
  const given = hypergraph && model.kind === "hgnn" ? { hyperedges: "given" } : {};
  return { ...defaults[model.kind], ...given, ...model } as CompleteModel;
}

type Training = z.infer<typeof networkTrain>;

/** What training needs to be told; the other keys of `networkTrain` stay as they are. */
export type CompleteTraining = Training &
  Required<Pick<Training, "optimizer" | "learningRate" | "schedule" | "l2" | "l2On" | "epochs" | "stopRule" | "keep">>;

const constant = { kind: "constant" } as const;
const common = {
  optimizer: "adam",
  schedule: constant,
  l2: 5e-4,
  l2On: "all",
  stopRule: "patience",
  keep: "best",
} as const;
/** Kipf and Welling's: at most 200 epochs, the last weights. */
const published = {
  ...common,
  learningRate: 0.01,
  l2On: "first",
  epochs: 200,
  stopRule: "windowMean",
  earlyStopping: 10,
  keep: "last",
} as const;

const trainings: Readonly<Record<Exclude<GraphModelKind, "labelPropagation">, CompleteTraining>> = {
  gcn: published,
  cheb: published,
  mlp: published,
  sage: { ...common, learningRate: 0.01, epochs: 200, earlyStopping: 50 },
  gat: { ...common, learningRate: 0.005, epochs: 1000, earlyStopping: 100 },
  gin: {
    ...common,
    learningRate: 0.01,
    schedule: { kind: "step", every: 50, factor: 0.5 },
    epochs: 350,
    earlyStopping: 100,
  },
  /** The authors tuned the decay for each data set: so it is for Cora's rows that sum to 1. */
  sgc: { ...common, learningRate: 0.2, l2: 1.3e-5, epochs: 100, keep: "last" },
  appnp: { ...common, learningRate: 0.01, epochs: 1000, earlyStopping: 100 },
  /** Their width for citations trains as Kipf and Welling's: at a rate of 0.001 it is far from done after 600 epochs. */
  hgnn: published,
};

/** The published training of a model; label propagation has none. */
export const completeTraining = (kind: Exclude<GraphModelKind, "labelPropagation">): CompleteTraining =>
  trainings[kind];
