// What a person wants to know of a graph before anything is computed of it: its size, its parts, its columns.

import type { Assumption } from "../data/dataset";
import type { EdgeNetwork, Hypernetwork, Network } from "../data/graph/network";
import { profile } from "../data/profile";
import { classesFirst } from "../data/targets";
import type { GraphDescription } from "../worker/graph-api";
import { type Components, components, neighbourCounts } from "./components";
import { hypergraph } from "./hypergraph";
import { degreesOf } from "./matrices";
import { type SimpleGraph, simplify } from "./simple-graph";

/** @throws InputError for weights that are no finite numbers */
export function describeNetwork(network: Network): GraphDescription {
  const { nodes, nodeColumns } = network;
  const table = { format: network.format, rows: nodes, columns: nodeColumns, hash: network.hash };
  const profiled = profile({ ...table, name: network.name, assumptions: [], problems: [] });
  const facts = network.kind === "graph" ? describeEdges(network) : describeHyperedges(network);
  const { assumptions, parts, ...rest } = facts;
  let isolated = 0;
  for (const size of parts.sizes) if (size === 1) isolated++;
  return {
    event: "description",
    format: network.format,
    kind: network.kind,
    name: network.name ?? "",
    nodes,
    ...rest,
    components: parts.count,
    isolated,
    nodeColumns: profiled.columns,
    features: network.features?.columns ?? 0,
    targets: classesFirst(profiled.targets).map(({ column, classes, reason }) => ({
      column,
      ...(classes === undefined ? {} : { classes }),
      reason,
    })),
    split: (network.splits?.length ?? 0) > 0,
    positions: network.positions !== undefined,
    assumptions: [...network.assumptions, ...assumptions],
    problems: network.problems,
  };
}

type Facts = Pick<
  GraphDescription,
  "edges" | "hyperedges" | "incidences" | "directed" | "weighted" | "loops" | "repeats" | "degree"
> & { assumptions: Assumption[]; parts: Components };

function describeEdges(network: EdgeNetwork): Facts {
  const { graph, loops, repeats } = simplify(network, { directions: "keep" });
  const undirected: SimpleGraph = graph.directed ? simplify(network).graph : graph;
  return {
    edges: graph.edges,
    directed: graph.directed,
    weighted: graph.weighted,
    loops,
    repeats,
    degree: spreadOf(neighbourCounts(undirected.adjacency)),
    assumptions: graph.assumptions,
    parts: components(undirected),
  };
}

/** The degree of a node is the number of hyperedges that hold it. */
function describeHyperedges(network: Hypernetwork): Facts {
  const graph = hypergraph(network);
  return {
    edges: 0,
    hyperedges: graph.hyperedges,
    incidences: graph.members.length,
    directed: false,
    weighted: graph.weights.some((weight) => weight !== 1),
    loops: 0,
    repeats: 0,
    degree: spreadOf(degreesOf(graph)),
    assumptions: graph.assumptions,
    parts: components(graph),
  };
}

function spreadOf(counts: Uint32Array): { least: number; mean: number; most: number } {
  if (counts.length === 0) return { least: 0, mean: 0, most: 0 };
  let [least, most, sum] = [counts[0], 0, 0];
  for (const count of counts) {
    if (count < least) least = count;
    if (count > most) most = count;
    sum += count;
  }
  return { least, mean: sum / counts.length, most };
}
