// Graphs for tests of the task nodes, as readers give them, and a host in memory that hands them out.

import { bytesSource } from "../../../../engine/data/bytes-source";
import { readDataset } from "../../../../engine/data/formats";
import { toCsv } from "../../../../engine/data/generate";
import type { GeneratedGraph } from "../../../../engine/data/generate/block-graph";
import type { EdgeNetwork, Network } from "../../../../engine/data/graph/network";
import type { RunEvent } from "../../../../engine/experiment/events";
import { type RunHost, runExperiment } from "../../../../engine/experiment/run";
import type { NodesExperiment } from "../../../../engine/tasks/nodes/spec";
import { hostOf } from "../../experiment/runs";
import { network } from "../../graph/graphs";
import { MemoryFiles } from "../../memory-files";

/** The graph that two generated tables describe; the ids are the first column of the nodes. */
export async function networkOf(
  { edges, nodes }: GeneratedGraph,
  more: Partial<EdgeNetwork> = {},
): Promise<EdgeNetwork> {
  const table = await readDataset(bytesSource("nodes.csv", new TextEncoder().encode(toCsv(nodes))));
  const ids = nodes.rows.map(([id]) => String(id));
  const index = new Map(ids.map((id, node) => [id, node]));
  const pairs = edges.rows.map(([u, v]) => [index.get(String(u))!, index.get(String(v))!] as const);
  return network(ids.length, pairs, {
    name: "blocks.csv",
    hash: "0123",
    ids,
    nodeColumns: table.columns.slice(1),
    nodeLines: table.lines,
    ...more,
  });
}

/** Files with an empty graph file at /data/graph.csv, which is read as `graph`. */
export function graphHost(graph: Network, files = new MemoryFiles()): RunHost {
  void files.makeFolder("/data");
  void files.write("/data/graph.csv", "");
  files.spent = 0;
  return { ...hostOf(files), readNetwork: async () => graph };
}

/** All events of a run that is not kept; `given` is of what the graph does not suggest. */
export async function runOn(graph: Network, given: Partial<NodesExperiment> = {}): Promise<RunEvent[]> {
  const { data, ...rest } = given;
  const experiment: NodesExperiment = { task: "nodes", data: { file: "graph.csv", ...data }, ...rest };
  const events: RunEvent[] = [];
  for await (const event of runExperiment(experiment, "/data", { host: graphHost(graph) })) events.push(event);
  return events;
}
