// What runs on graphs say beside the events of every run: the map of the nodes, and what the layers do to signals.

import type { FilteredMatrix } from "../../neural/graph/response";

/** Where the nodes lie in the network's last hidden layer, in its two main directions. */
export interface EmbeddingEvent {
  event: "embedding";
  member: number;
  /** Counted from 1. */
  epoch: number;
  /** Indices of nodes, ascending, at most `embeddingLimit`, the same ones in every event of a run. */
  nodes: number[];
  /** Main directions of the first event that had them; axes are turned onto those of the event before. */
  x: number[];
  y: number[];
  /** Class index or value of each, −1 or NaN where unknown. */
  truth: number[];
  prediction: number[];
  /** Share of the variance that the two directions hold. */
  explained: number;
}

export interface LayersEvent {
  event: "layers";
  member: number;
  epoch: number;
  /** tr(HᵀL_symH) / tr(HᵀH) of the input and after each layer: 0 is one value for all neighbours. */
  dirichlet: { layer: string; energy: number }[];
  /** What the network's propagation does to each frequency λ of a matrix of the graph, where it is a polynomial in it. */
  filter?: {
    /** Of what λ is an eigenvalue; `propagation` stands for I − Â. Absent in runs from before there was a choice: L_sym. */
    matrix?: FilteredMatrix;
    lambda: number[];
    response: number[];
    formula: string;
    /** Where the formula holds, in one sentence. */
    note: string;
  };
}

export const embeddingLimit = 3000;

/** The eigenvalues of a finished run's graph, as far as they can be told apart, with the gain of its network at each. */
export interface NetworkFrequencies {
  matrix: FilteredMatrix;
  nodes: number;
  /** Whether these are the eigenvalues themselves; else the middles of bins of their estimated density. */
  exact: boolean;
  /** Ascending. */
  lambda: number[];
  /** How many eigenvalues are there; not whole in a density. */
  count: number[];
  response: number[];
  /** Wall-clock time of the solver. */
  seconds: number;
}
