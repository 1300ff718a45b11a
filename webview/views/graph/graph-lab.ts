// What the graph lab shares with its cards: the graph, what colours its nodes, the selected node, the matrix, the signal.

import type { GraphDescription, MatrixName, SignalChoice } from "../../../engine";
import type { Page } from "../../page";
import type { GraphState } from "../../protocol";

/** Values that colour the nodes, one for each node of the whole graph. */
export interface Shown {
  title: string;
  /** Blue – neutral – orange around 0, one ramp from the least to the largest value, or a colour for each class. */
  kind: "signed" | "magnitude" | "class";
  /** NaN where a node has none; the index of its class for `class`. */
  values: Float64Array;
  classes?: string[];
  /** Unit of the values, for the legend. */
  unit?: string;
}

export interface EmphasisedEdge {
  /** Nodes of the whole graph. */
  source: number;
  target: number;
  weight: number;
}

export type LabTopic = "selected" | "shown" | "matrix" | "graph" | "signal";

export interface GraphLab {
  readonly page: Page;
  readonly path: string;
  /** What the lab was opened on: the graph, and settings of an experiment where it came from one. */
  readonly state: GraphState;
  readonly description: GraphDescription;
  readonly shown: Shown | null;
  /** Colours the nodes by values over all nodes of the graph (null: by nothing); the legend follows. */
  show(what: Shown | null): void;
  /** Draws these edges strong, e.g. the largest shares of a quadratic form; none takes it back. */
  emphasise(edges: readonly EmphasisedEdge[]): void;
  /** The node that is selected, of the whole graph. */
  readonly selected: number | undefined;
  select(node: number | undefined): void;
  /** Setting it tells listeners. */
  matrix: MatrixName;
  /** The signal being looked at (column, eigenvector or drawn by hand), shared by the quadratic and the signal card. */
  signal: SignalChoice | undefined;
  /** Calls back after each change until the returned function is called, or the view is left. */
  onChange(listener: (topic: LabTopic) => void): () => void;
  /** How far what the host computes for this graph has come, 0 to 1, until the returned function is called. */
  onProgress(listener: (fraction: number) => void): () => void;
  /** Calls back when the view is left: what is under way ends. */
  onClose(listener: () => void): void;
}

/** A card of the lab; `changed` is told of everything that `GraphLab.onChange` tells. */
export interface GraphCard {
  element: HTMLElement;
  changed?(topic: LabTopic): void;
}
