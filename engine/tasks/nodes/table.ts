// The nodes of a graph as a table, a row a node, so that targets, splits and encodings of tables serve them too.

import type { Dataset } from "../../data/dataset";
import type { Network } from "../../data/graph/network";

/** Shares its columns with the network. Lines are 0 where a node has none. */
export function nodeTable({
  name,
  format,
  nodes,
  nodeColumns,
  nodeLines,
  hash,
  assumptions,
  problems,
}: Network): Dataset {
  return { name, format, rows: nodes, columns: nodeColumns, lines: nodeLines, hash, assumptions, problems };
}
