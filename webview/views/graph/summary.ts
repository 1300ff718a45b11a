// A graph in one line: its counts, its direction, its weights.

import type { GraphDescription } from "../../../engine";
import { formatCount } from "../../format";
import { t } from "../../strings";

type Counts = Pick<GraphDescription, "nodes" | "edges" | "hyperedges" | "components" | "directed" | "weighted">;

/** "34 nodes · 78 edges · 1 component · undirected". */
export function graphText({ nodes, edges, hyperedges, components, directed, weighted }: Counts): string {
  const parts = [
    t("graph.nodes", formatCount(nodes)),
    hyperedges === undefined ? t("graph.edges", formatCount(edges)) : t("graph.hyperedges", formatCount(hyperedges)),
    t("graph.components", formatCount(components)),
  ];
  if (hyperedges === undefined) parts.push(t(directed ? "graph.directed" : "graph.undirected"));
  if (weighted) parts.push(t("graph.weighted"));
  return parts.join(" · ");
}
