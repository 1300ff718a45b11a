// The worker's calls on networks on nodes: an experiment for a graph, and what the layers of a finished one collect.

import type { GraphsExperiment } from "../tasks/graphs/spec";
import type { LinksExperiment } from "../tasks/links/spec";
import type { NodeReach } from "../tasks/nodes/apply";
import type { NodesExperiment } from "../tasks/nodes/spec";

export interface NodesApi {
  /** A complete experiment on a graph file or folder, or many graphs; data.file is its name. */
  suggestGraphs(request: { path: string; target?: string }): Promise<GraphsExperiment>;
  suggestLinks(request: { path: string }): Promise<LinksExperiment>;
  suggestNodes(request: { path: string; target?: string }): Promise<NodesExperiment>;
  /** Of a finished run: what each layer of a chosen node collects. `member` is the best unless said. */
  nodeReach(request: { run: string; member?: number; node: number }): Promise<NodeReach>;
}
