// The worker's calls on graphs: what the graph lab and the lenses ask.

import type { Assumption, Problem } from "../data/dataset";
import type { NetworkPathOptions } from "../data/graph/path";
import type { ColumnProfile } from "../data/profile";
import type { CollectionDescription } from "../graph/describe-collection";
import type {
  GraphFilter,
  GraphSignal,
  MatrixName,
  QuadraticForm,
  Spectrum,
  SpectrumPlan,
  SpectrumRequest,
} from "../graph/spectrum-types";
import type { Source } from "./api";

export interface GraphDescription {
  event: "description";
  format: string;
  kind: "graph" | "hypergraph";
  name: string;
  nodes: number;
  /** Unordered pairs unless directed, without loops and repeats. */
  edges: number;
  hyperedges?: number;
  /** Memberships of nodes in hyperedges. */
  incidences?: number;
  /** Weakly connected. */
  components: number;
  isolated: number;
  directed: boolean;
  weighted: boolean;
  loops: number;
  repeats: number;
  /** Least, mean and largest number of neighbours. */
  degree: { least: number; mean: number; most: number };
  /** Columns of the nodes, with their profile. */
  nodeColumns: ColumnProfile[];
  /** Columns of sparse features, 0 without. */
  features: number;
  /** Columns of the nodes that could be predicted, best first. */
  targets: { column: string; classes?: number; reason: string }[];
  /** Whether the data bring a split of their own. */
  split: boolean;
  /** Whether the file gives coordinates. */
  positions: boolean;
  assumptions: Assumption[];
  problems: Problem[];
}

/** Names of the ways to place nodes; "given" where the file has coordinates. */
export type LayoutName = "force" | "spectral" | "given" | "circle";

/** How a graph is read where its file alone does not say: as the data of an experiment do; `nodes` is a path. */
export type GraphReading = Pick<NetworkPathOptions, "nodes" | "id" | "weight" | "neighbours">;

/** What is drawn: the whole graph, or a stated sample of it. */
export interface GraphDrawing {
  /** Nodes of the whole graph that are drawn, ascending; absent where all are. */
  shown?: Uint32Array;
  /** Pairs of indices into the drawn nodes. For hypergraphs each hyperedge is a node of its own behind the nodes. */
  edges: Uint32Array;
  weights?: Float32Array;
  /** x and y of each drawn node in turn, in [−1, 1]: given, spectral, or where a force layout begins. */
  positions: Float32Array;
  /** Of each drawn node; of a hyperedge its name, empty where it has none. */
  labels: string[];
  /** Of each drawn node its degree as in `NodeRow`, of a hyperedge the number of its members. */
  degrees: Uint32Array;
  /** Hyperedges among the drawn nodes: those from this index on. */
  hyperedgesFrom?: number;
  /** Of each hyperedge that is drawn its index in the file. */
  hyperedges?: Uint32Array;
  /** What is left out and how the sample was taken, in one sentence. */
  sample?: string;
}

/** The signal that is looked at. */
export type SignalChoice =
  | { kind: "column"; name: string }
  | { kind: "eigenvector"; index: number }
  | { kind: "values"; values: Float64Array };

export interface NodeRow {
  node: number;
  id: string;
  line?: number;
  /** Number of neighbours; in a hypergraph of the hyperedges that hold the node. */
  degree: number;
  /** Values of the node's columns as text. */
  values: string[];
}

export interface NodeDetails extends NodeRow {
  /** The first of so many; in a hypergraph those in some hyperedge with it. */
  neighbours: NodeRow[];
  neighbourCount: number;
  /** Of a hypergraph: those that hold the node. */
  hyperedges?: HyperedgeRow[];
}

/** A hyperedge as a person reads it. */
export interface HyperedgeRow {
  /** Its index in the file. */
  hyperedge: number;
  /** Its name, where the file gives one. */
  id?: string;
  line?: number;
  /** Number of members, each counted once. */
  size: number;
  weight: number;
}

export interface HyperedgeDetails extends HyperedgeRow {
  /** Name and text of each column of the hyperedges. */
  columns: [name: string, value: string][];
  members: NodeRow[];
}

/** What a large file roughly holds, judged by parts of it: counts are estimates. */
export interface GraphGlance extends Pick<GraphDescription, "kind" | "nodes" | "edges" | "directed" | "weighted"> {
  approximate: true;
}

/** What the host asks for lenses and editors. */
export interface GraphFileApi {
  /**
   * A small file described as a whole, a large one at a glance, and many graphs as they are on disk; null where it does
   * not look like a graph.
   */
  glanceGraph(request: { source: Source }): Promise<GraphDescription | GraphGlance | CollectionDescription | null>;
  /** The node that stands, or an end of the edge that stands, on a line; undefined where there is none. */
  nodeAt(request: { path: string; line: number }): Promise<number | undefined>;
}

export interface GraphApi {
  /** Reads a graph file or folder, and keeps it open until `closeGraph`. */
  graph(request: { source: Source; reading?: GraphReading }): Promise<GraphDescription>;
  closeGraph(request: { path: string }): Promise<void>;
  /** At most so many nodes and edges; positions for `layout` (a force layout begins from the spectral one or a circle). */
  graphDrawing(request: { path: string; layout: LayoutName; nodes: number; edges: number }): Promise<GraphDrawing>;
  /** Rows whose id or column contains the text; all without one. */
  graphNodes(request: {
    path: string;
    text?: string;
    offset: number;
    count: number;
  }): Promise<{ total: number; rows: NodeRow[] }>;
  /** A node with its neighbours, and of a hypergraph the hyperedges that it is in; at most so many of each as a list shows. */
  graphNode(request: { path: string; node: number }): Promise<NodeDetails>;
  /** A hyperedge by its index in the file, with its columns and its first members. */
  graphHyperedge(request: { path: string; hyperedge: number }): Promise<HyperedgeDetails>;
  /** Line of an edge between two nodes. */
  edgeLine(request: { path: string; source: number; target: number }): Promise<number | undefined>;
  /** Values of a numeric column, or class indices of a category with their names. */
  nodeColumn(request: { path: string; name: string }): Promise<{ values: Float64Array; classes?: string[] }>;
  spectrumPlan(request: { path: string; spectrum: SpectrumRequest }): Promise<SpectrumPlan>;
  /** Kept with the graph; an older one of the same `view` ends. Tells `progress`. */
  spectrum(request: { path: string; spectrum: SpectrumRequest; view?: string }): Promise<Spectrum>;
  stopSpectrum(request: { path: string }): Promise<void>;
  /** Of the spectrum last computed for this matrix; over all nodes. */
  eigenvector(request: {
    path: string;
    matrix: MatrixName;
    index: number;
  }): Promise<{ value: number; vector: Float64Array; residual: number }>;
  quadraticForm(request: { path: string; matrix: MatrixName; signal: SignalChoice }): Promise<QuadraticForm>;
  graphSignal(request: {
    path: string;
    matrix: MatrixName;
    signal: SignalChoice;
    filter?: GraphFilter;
  }): Promise<GraphSignal>;
}
