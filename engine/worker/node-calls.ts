// The worker's calls on networks on nodes, which keep the run that was asked about last and the eigenvalues of its graph.

import type { Executor } from "../core/executor";
import type { Files } from "../data/files";
import { isGraphCollection } from "../data/graph/collection";
import type { Network } from "../data/graph/network";
import { learnableOf, learnableOfMany } from "../experiment/learnable";
import { loadModel } from "../experiment/predict";
import type { RunHost } from "../experiment/run";
import { suggestGraphs, suggestLinks, suggestNodes } from "../experiment/suggest";
import { nodesExperiment } from "../experiment/table-experiment";
import { SolverStopped, type Solvers } from "../graph/solver";
import { type FinishedNetwork, reachOf } from "../tasks/nodes/apply";
import type { NodeEncoder } from "../tasks/nodes/features";
import { frequenciesOf, type GraphFrequencies, graphFrequencies } from "../tasks/nodes/frequencies";
import type { Breathe } from "../tasks/table/matrix";
import type { NodesApi } from "./nodes-api";

export interface NodeCallsPorts {
  files: Files;
  executor(): Promise<Executor>;
  solvers(): Promise<Solvers>;
  breathe: Breathe;
  readNetwork: RunHost["readNetwork"];
  readCollection: RunHost["readCollection"];
}

export function nodeCalls(ports: NodeCallsPorts): NodesApi {
  const { files, executor, solvers, breathe, readNetwork, readCollection } = ports;
  /** Of the run asked about last: one node is clicked after the other. */
  let last: { key: string; opened: Promise<{ finished: FinishedNetwork; network: Network }> } | undefined;
  /** Eigenvalues that are there or on their way; the trainings of a run share them. */
  let spectrum: { run: string; stopped: boolean; found: Promise<GraphFrequencies> } | undefined;

  const open = async (run: string, member?: number) => {
    const model = await loadModel(files, run, member);
    const experiment = nodesExperiment(model.experiment, run);
    const { file, nodes, id, directed, weight } = experiment.data;
    const beside = nodes === undefined ? undefined : files.join(run, nodes);
    const network = await readNetwork(files.join(run, file), { nodes: beside, id, directed, weight });
    return { finished: { experiment, encoder: model.encoder as NodeEncoder, weights: model.weights }, network };
  };

  const openLast = (run: string, member?: number) => {
    const key = JSON.stringify([run, member]);
    if (last?.key !== key) last = { key, opened: open(run, member) };
    const { opened } = last;
    opened.catch(() => {
      if (last?.opened === opened) last = undefined;
    });
    return opened;
  };

  const spectrumOf = (run: string, member?: number): Promise<GraphFrequencies> => {
    if (spectrum?.run === run && !spectrum.stopped) return spectrum.found;
    if (spectrum) spectrum.stopped = true;
    const own = { run, stopped: false };
    const compute = async () => {
      const { finished, network } = await openLast(run, member);
      return graphFrequencies(finished, network, await solvers(), { breathe, stopped: () => own.stopped });
    };
    const found = compute();
    const kept = Object.assign(own, { found });
    spectrum = kept;
    found.catch(() => {
      if (spectrum === kept) spectrum = undefined;
    });
    return found;
  };

  return {
    async learnable({ path, nodes, id }) {
      if (await isGraphCollection(files, path)) return learnableOfMany(await readCollection(path, {}), breathe);
      return learnableOf(await readNetwork(path, { nodes, id }));
    },
    async suggestGraphs({ path, target }) {
      return suggestGraphs(await readCollection(path, {}), files.nameOf(path), { target });
    },
    suggestLinks: async ({ path }) => suggestLinks(await readNetwork(path, {}), files.nameOf(path)),
    async suggestNodes({ path, target }) {
      return suggestNodes(await readNetwork(path, {}), files.nameOf(path), { target });
    },
    async nodeReach({ run, member, node }) {
      const { finished, network } = await openLast(run, member);
      return reachOf(finished, network, node, await executor(), breathe);
    },
    async networkFrequencies({ run, member }) {
      try {
        const found = await spectrumOf(run, member);
        return frequenciesOf((await openLast(run, member)).finished, found);
      } catch (error) {
        if (error instanceof SolverStopped) return undefined;
        throw error;
      }
    },
    async stopFrequencies({ run }) {
      if (spectrum?.run === run) spectrum.stopped = true;
    },
  };
}
