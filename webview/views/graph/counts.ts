// Counts in words: "1 node", "34 nodes".

import { formatCount } from "../../format";
import { t } from "../../strings";

const things = {
  component: ["graph.component", "graph.components"],
  edge: ["graph.edge", "graph.edges"],
  hyperedge: ["graph.hyperedge", "graph.hyperedges"],
  node: ["graph.node", "graph.nodes"],
} as const;

export function counted(thing: keyof typeof things, count: number): string {
  return t(things[thing][count === 1 ? 0 : 1], formatCount(count));
}
