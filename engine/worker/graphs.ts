// The worker's calls on graphs: files glanced at, open ones described, drawn, searched, and their spectra.

import { bytesSource } from "../data/bytes-source";
import type { Files } from "../data/files";
import { glanceNetwork } from "../data/graph/glance";
import { readNetworkPath } from "../data/graph/path";
import { isGraphLike } from "../data/graph/recognise";
import { describeNetwork } from "../graph/describe";
import type { Solvers } from "../graph/solver";
import type { Breathe } from "../tasks/table/matrix";
import { transferring } from "./channel";
import { drawGraph } from "./draw-graph";
import type { GraphApi, GraphFileApi } from "./graph-api";
import { columnOf, findNodes, lineOfEdge, nodeOnLine, nodeWithNeighbours } from "./graph-nodes";
import { spectrumCalls } from "./graph-spectra";
import { OpenGraphs } from "./open-graphs";

export interface GraphPorts {
  files: Files;
  breathe: Breathe;
  /** Called when the first spectrum is planned. */
  solvers(): Promise<Solvers>;
  /** How far what is read or computed for the graph at a path has come. */
  tell(path: string, fraction: number): void;
}

/** Bytes that a file is told to be a graph by. */
const judgedBytes = 1 << 16;
/** Files up to this size are described at once. */
const wholeBytes = 1 << 21;

export function graphCalls({ files, breathe, solvers: load, tell }: GraphPorts): GraphApi & GraphFileApi {
  const graphs = new OpenGraphs(files, tell);
  let loaded: Promise<Solvers> | undefined;
  const solvers = () => {
    loaded ??= load();
    return loaded;
  };
  const spectra = spectrumCalls({ graphs, breathe, solvers, tell });
  return {
    async glanceGraph({ source: { path, text } }) {
      const source =
        text === undefined ? await files.open(path) : bytesSource(files.nameOf(path), new TextEncoder().encode(text));
      const start = await source.read(0, Math.min(source.size, judgedBytes));
      if (!isGraphLike(source.name, start)) return null;
      // A small one is read as a whole, and not kept: an editor has opened it, perhaps nobody else will.
      if (source.size <= wholeBytes) return describeNetwork(await readNetworkPath(files, path, { unsaved: source }));
      const { kind, nodes, edges, directed, weighted } = await glanceNetwork(source);
      return { kind, nodes, edges, directed, weighted, approximate: true };
    },
    graph: async ({ source }) => (await graphs.read(source)).description,
    async closeGraph({ path }) {
      await spectra.stopSpectrum({ path });
      graphs.close(path);
    },
    async graphDrawing({ path, ...wanted }) {
      const drawing = await drawGraph(await graphs.open(path), wanted, await solvers(), { breathe });
      return transferring(drawing, drawing.positions.buffer);
    },
    graphNodes: async ({ path, ...wanted }) => findNodes(await graphs.open(path), wanted, breathe),
    graphNode: async ({ path, node }) => nodeWithNeighbours(await graphs.open(path), node),
    edgeLine: async ({ path, source, target }) => lineOfEdge(await graphs.open(path), source, target),
    nodeColumn: async ({ path, name }) => columnOf((await graphs.open(path)).network, name),
    nodeAt: async ({ path, line }) => nodeOnLine((await graphs.open(path)).network, line),
    ...spectra,
  };
}
