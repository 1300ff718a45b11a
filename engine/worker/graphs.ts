// The worker's calls on graphs: files glanced at, open ones described, drawn, searched, and their spectra.

import { bytesSource } from "../data/bytes-source";
import type { Files } from "../data/files";
import { isGraphCollection, readGraphCollection } from "../data/graph/collection";
import { glanceNetwork } from "../data/graph/glance";
import { readNetworkPath } from "../data/graph/path";
import { isGraphLike } from "../data/graph/recognise";
import { describeNetwork } from "../graph/describe";
import { describeCollection } from "../graph/describe-collection";
import type { Solvers } from "../graph/solver";
import type { Breathe } from "../tasks/table/matrix";
import { transferring } from "./channel";
import { drawGraph } from "./draw-graph";
import type { GraphApi, GraphFileApi } from "./graph-api";
import { columnOf, findNodes, hyperedgeWithMembers, lineOfEdge, nodeOnLine, nodeWithNeighbours } from "./graph-nodes";
import { spectrumCalls } from "./graph-spectra";
import { OpenGraphs } from "./open-graphs";

export interface GraphPorts {
  files: Files;
  breathe: Breathe;
  /** Called whenever a spectrum is planned or computed. */
  solvers(): Promise<Solvers>;
  /** How far what is read or computed for the graph at a path has come. */
  tell(path: string, fraction: number): void;
}

/** Bytes that a file is told to be a graph by. */
const judgedBytes = 1 << 16;
/** Files up to this size are described at once. */
const wholeBytes = 1 << 21;

export function graphCalls({ files, breathe, solvers, tell }: GraphPorts): GraphApi & GraphFileApi {
  const graphs = new OpenGraphs(files, tell);
  const spectra = spectrumCalls({ graphs, breathe, solvers, tell });
  return {
    async glanceGraph({ source: { path, text } }) {
      const source =
        text === undefined ? await files.open(path) : bytesSource(files.nameOf(path), new TextEncoder().encode(text));
      const start = await source.read(0, Math.min(source.size, judgedBytes));
      if (!isGraphLike(source.name, start)) return null;
      if (await isGraphCollection(files, path)) return describeCollection(await readGraphCollection(files, path));
      // A small one is read as a whole, and not kept: an editor has opened it, perhaps nobody else will.
      if (source.size <= wholeBytes) return describeNetwork(await readNetworkPath(files, path, { unsaved: source }));
      const { kind, nodes, edges, directed, weighted } = await glanceNetwork(source);
      return { kind, nodes, edges, directed, weighted, approximate: true };
    },
    graph: async ({ source, reading }) => (await graphs.read(source, reading)).description,
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
    graphHyperedge: async ({ path, hyperedge }) => hyperedgeWithMembers(await graphs.open(path), hyperedge),
    edgeLine: async ({ path, source, target }) => lineOfEdge(await graphs.open(path), source, target),
    nodeColumn: async ({ path, name }) => columnOf((await graphs.open(path)).network, name),
    nodeAt: async ({ path, line }) => nodeOnLine((await graphs.open(path)).network, line),
    ...spectra,
  };
}
