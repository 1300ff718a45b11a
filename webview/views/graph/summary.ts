// A graph in one line: its counts, its direction, its weights.

import type { GraphDescription } from "../../../engine";
import { t } from "../../strings";
import { counted } from "./counts";

type Counts = Pick<GraphDescription, "nodes" | "edges" | "hyperedges" | "components" | "directed" | "weighted">;

/** "34 nodes · 78 edges · 1 component · undirected". */
export function graphText({ nodes, edges, hyperedges, components, directed, weighted }: Counts): string {
  const parts = [
    counted("node", nodes),
    hyperedges === undefined ? counted("edge", edges) : counted("hyperedge", hyperedges),
    counted("component", components),
  ];
  if (hyperedges === undefined) parts.push(t(directed ? "graph.directed" : "graph.undirected"));
  if (weighted) parts.push(t("graph.weighted"));
  return parts.join(" · ");
}
