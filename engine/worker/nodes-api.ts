// The worker's calls on networks on nodes: an experiment for a graph, and what the layers of a finished one collect.

import type { Learnable } from "../experiment/learnable";
import type { GraphsExperiment } from "../tasks/graphs/spec";
import type { LinksExperiment } from "../tasks/links/spec";
import type { NetworkFrequencies } from "../tasks/network/events";
import type { NodeReach } from "../tasks/nodes/apply";
import type { NodesExperiment } from "../tasks/nodes/spec";

export interface NodesApi {
  /**
   * What can be learned of a graph file or folder, or of many graphs. `nodes` is the path of a table of the nodes and `id`
   * its column of ids, as an experiment names them.
   */
  learnable(request: { path: string; nodes?: string; id?: string }): Promise<Learnable>;
  /** A complete experiment on a graph file or folder, or many graphs; data.file is its name. */
  suggestGraphs(request: { path: string; target?: string }): Promise<GraphsExperiment>;
  suggestLinks(request: { path: string }): Promise<LinksExperiment>;
  suggestNodes(request: { path: string; target?: string }): Promise<NodesExperiment>;
  /** Of a finished run: what each layer of a chosen node collects. `member` is the best unless said. */
  nodeReach(request: { run: string; member?: number; node: number }): Promise<NodeReach>;
  /** Of a finished run: the eigenvalues of its graph with the gain of its network; undefined when it was stopped. */
  networkFrequencies(request: { run: string; member?: number }): Promise<NetworkFrequencies | undefined>;
  stopFrequencies(request: { run: string }): Promise<void>;
}
