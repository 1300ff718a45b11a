// A graph as the networks on its nodes take it: simple, with the directions asked for, hyperedges as an incidence matrix.

import type { Assumption, Dataset } from "../../data/dataset";
import type { Network } from "../../data/graph/network";
import type { GraphSummary } from "../../experiment/events";
import { components, neighbourCounts } from "../../graph/components";
import type { CsrMatrix } from "../../graph/csr";
import { type Hypergraph, hypergraph } from "../../graph/hypergraph";
import type { GraphInput } from "../../graph/matrices";
import { simpleGraph } from "../../graph/simple-graph";
import type { NodeInputs } from "../../neural/graph/inputs";
import { transposed } from "../../neural/graph/propagation";
import { nodeTable } from "./table";

export interface NodeData {
  network: Network;
  table: Dataset;
  /** Undirected, which energies and responses are of. */
  graph: GraphInput;
  edges: Pick<NodeInputs, "adjacency" | "incidence" | "hyperedgeWeights">;
  /** Neighbours of each node, or the hyperedges that it is in. */
  degrees: Uint32Array;
  summary: GraphSummary;
  assumptions: Assumption[];
}

/** Edges join both ways unless `directed`. */
export function nodeData(network: Network, directed = false): NodeData {
  const table = nodeTable(network);
  if (network.kind === "hypergraph") {
    const graph = hypergraph(network);
    const incidence = incidenceOf(graph);
    const degrees = Uint32Array.from({ length: graph.nodes }, (_, node) => {
      return incidence.rowPointers[node + 1] - incidence.rowPointers[node];
    });
    const summary = {
      nodes: graph.nodes,
      edges: graph.members.length,
      hyperedges: graph.hyperedges,
      ...partsOf(graph, degrees),
      directed: false,
      weighted: graph.weights.some((weight) => weight !== 1),
    };
    const edges = { incidence, hyperedgeWeights: graph.weights };
    return { network, table, graph, edges, degrees, summary, assumptions: graph.assumptions };
  }
  const union = simpleGraph(network);
  const used = directed && network.directed ? simpleGraph(network, { directions: "keep" }) : union;
  const degrees = neighbourCounts(union.adjacency);
  const summary = {
    nodes: used.nodes,
    edges: used.edges,
    ...partsOf(union, degrees),
    directed: used.directed,
    weighted: used.weighted,
  };
  const edges = { adjacency: used.adjacency };
  return { network, table, graph: union, edges, degrees, summary, assumptions: used.assumptions };
}

function partsOf(graph: GraphInput, degrees: Uint32Array): Pick<GraphSummary, "components" | "isolated"> {
  let isolated = 0;
  for (const degree of degrees) if (degree === 0) isolated++;
  return { components: components(graph).count, isolated };
}

/** [nodes × hyperedges], all ones. */
function incidenceOf({ nodes, hyperedges, pointers, members }: Hypergraph): CsrMatrix {
  return transposed({
    rows: hyperedges,
    columns: nodes,
    rowPointers: Int32Array.from(pointers),
    columnIndices: Int32Array.from(members),
    values: new Float64Array(members.length).fill(1),
  });
}
