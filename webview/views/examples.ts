// What the examples of a run are called, and so many of them in words: "800 rows", "1 node".

import type { StartEvent } from "../../engine";
import { formatCount } from "../format";
import { type Key, t } from "../strings";

const counts: Record<StartEvent["task"], Key> = {
  classify: "count.rows",
  regress: "count.rows",
  nodes: "graph.nodes",
  links: "count.pairs",
  graphs: "count.graphs",
  restore: "count.pictures",
  superresolve: "count.pictures",
  segment: "count.pictures",
  translate: "count.pictures",
  generate: "count.rows",
  labels: "count.rows",
};

export const examplesText = ({ task, data }: Pick<StartEvent, "task" | "data">, count: number): string =>
  t(data.album ? "count.pictures" : counts[task], formatCount(count));
