// What a graph file is, or a collection of many, for people.

import type { CollectionDescription } from "../graph/describe-collection";
import { countOf, grouped, significant } from "../words";
import type { GraphDescription } from "../worker/graph-api";
import type { Output } from "./output";

/** More columns are not told one by one. */
const shownColumns = 20;

export function tellGraph(description: GraphDescription, output: Output): void {
  if (output.json) {
    output.object(description);
    return;
  }
  const { format, kind, nodes, edges, hyperedges = 0, incidences = 0, components, isolated, degree } = description;
  const size =
    kind === "graph" ? [countOf(edges, "edge")] : [countOf(hyperedges, "hyperedge"), countOf(incidences, "member")];
  const parts = [format, countOf(nodes, "node"), ...size, countOf(components, "component")];
  if (isolated > 0) parts.push(`${countOf(isolated, "node")} alone`);
  if (kind === "graph") parts.push(description.directed ? "directed" : "undirected");
  parts.push(description.weighted ? "weighted" : "unweighted");
  output.line(parts.join(" · "));
  const what = kind === "graph" ? "neighbours" : "hyperedges";
  output.line(
    `  ${what} of a node: ${grouped(degree.least)} to ${grouped(degree.most)}, mean ${significant(degree.mean)}`,
  );
  if (description.features > 0) output.line(`  ${countOf(description.features, "sparse feature")} of each node`);
  for (const { name, type } of description.nodeColumns.slice(0, shownColumns)) output.line(`  column ${name}: ${type}`);
  const [target] = description.targets;
  if (target) output.line(`To predict: ${target.column} (nodes; ${target.reason})`);
  if (description.split) output.line("The data bring a split of their own.");
  for (const { text, line } of [...description.assumptions, ...description.problems]) {
    output.line(`· ${line ? `line ${line}: ` : ""}${text}`);
  }
}

export function tellGraphs(description: CollectionDescription, output: Output): void {
  if (output.json) {
    output.object(description);
    return;
  }
  const { format, graphs, nodes, edges, sizes, columns, nodeColumns, directed, weighted } = description;
  const parts = [format, countOf(graphs, "graph"), countOf(nodes, "node"), countOf(edges, "edge")];
  output.line([...parts, directed ? "directed" : "undirected", weighted ? "weighted" : "unweighted"].join(" · "));
  output.line(`  nodes of a graph: ${sizes.least} to ${sizes.most}, mean ${significant(sizes.mean)}`);
  for (const { name, type } of columns.slice(0, shownColumns)) output.line(`  of each graph ${name}: ${type}`);
  for (const name of nodeColumns.slice(0, shownColumns)) output.line(`  of each node ${name}`);
  const [target] = description.targets;
  if (target) output.line(`To predict: ${target.column} (graphs; ${target.reason})`);
  for (const { text, line } of [...description.assumptions, ...description.problems]) {
    output.line(`· ${line ? `line ${line}: ` : ""}${text}`);
  }
}
