// The worker's calls on networks on nodes, which keep the run that was asked about last.

import type { Executor } from "../core/executor";
import type { Files } from "../data/files";
import type { Network } from "../data/graph/network";
import { loadModel } from "../experiment/predict";
import type { RunHost } from "../experiment/run";
import { suggestGraphs, suggestLinks, suggestNodes } from "../experiment/suggest";
import { nodesExperiment } from "../experiment/table-experiment";
import { type FinishedNetwork, reachOf } from "../tasks/nodes/apply";
import type { NodeEncoder } from "../tasks/nodes/features";
import type { Breathe } from "../tasks/table/matrix";
import type { NodesApi } from "./nodes-api";

export interface NodeCallsPorts {
  files: Files;
  executor(): Promise<Executor>;
  breathe: Breathe;
  readNetwork: RunHost["readNetwork"];
  readCollection: RunHost["readCollection"];
}

export function nodeCalls({ files, executor, breathe, readNetwork, readCollection }: NodeCallsPorts): NodesApi {
  /** Of the run asked about last: one node is clicked after the other. */
  let last: { key: string; opened: Promise<{ finished: FinishedNetwork; network: Network }> } | undefined;

  const open = async (run: string, member?: number) => {
    const model = await loadModel(files, run, member);
    const experiment = nodesExperiment(model.experiment, run);
    const { file, nodes, id, directed, weight } = experiment.data;
    const beside = nodes === undefined ? undefined : files.join(run, nodes);
    const network = await readNetwork(files.join(run, file), { nodes: beside, id, directed, weight });
    return { finished: { experiment, encoder: model.encoder as NodeEncoder, weights: model.weights }, network };
  };

  return {
    async suggestGraphs({ path, target }) {
      return suggestGraphs(await readCollection(path, {}), files.nameOf(path), { target });
    },
    suggestLinks: async ({ path }) => suggestLinks(await readNetwork(path, {}), files.nameOf(path)),
    async suggestNodes({ path, target }) {
      return suggestNodes(await readNetwork(path, {}), files.nameOf(path), { target });
    },
    async nodeReach({ run, member, node }) {
      const key = JSON.stringify([run, member]);
      if (last?.key !== key) last = { key, opened: open(run, member) };
      const { opened } = last;
      opened.catch(() => {
        if (last?.opened === opened) last = undefined;
      });
      const { finished, network } = await opened;
      return reachOf(finished, network, node, await executor(), breathe);
    },
  };
}
