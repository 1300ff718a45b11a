// Graphs that are made for the tests, and a host that answers the graph lab's questions of them.

import {
  type GraphDescription,
  type GraphDrawing,
  type HyperedgeRow,
  InputError,
  type LayoutName,
  type NodeRow,
} from "../../engine";
import type { GraphHostApi, PanelState } from "../../webview/protocol";
import { layoutScript } from "./bundle";

export interface GraphScene {
  path: string;
  graph?: TestGraph;
  /** Why it does not open. */
  failure?: string;
  facts?: Partial<GraphDescription>;
  /** Nodes that are drawn, where not all are. */
  shown?: Uint32Array;
  /** Answers in the place of those made here. */
  answers?: Partial<GraphHostApi>;
}

export interface TestGraph {
  ids: string[];
  /** Index of each node's group. */
  groups: number[];
  groupNames: string[];
  edges: Uint32Array;
  weights?: Float32Array;
  hyperedges?: number[][];
}

/** Nodes in groups that are mostly joined within: the first of each group has the most neighbours. */
export function groupedGraph(nodes: number, edges: number, groups: number, seed = 1): TestGraph {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const group = Array.from({ length: nodes }, (_, node) => node % groups);
  const taken = new Set<number>();
  const pairs: number[] = [];
  const join = (one: number, other: number): void => {
    const key = Math.min(one, other) * nodes + Math.max(one, other);
    if (one === other || taken.has(key) || pairs.length >= 2 * edges) return;
    taken.add(key);
    pairs.push(one, other);
  };
  for (let node = groups; node < nodes; node++) join(node, node % groups);
  for (let node = 1; node < groups; node++) join(node, node - 1);
  while (pairs.length < 2 * edges) {
    const one = Math.floor(random() * nodes);
    const within = random() < 0.93;
    const other = within
      ? group[one]! + groups * Math.floor(random() ** 2 * Math.floor(nodes / groups))
      : Math.floor(random() * nodes);
    if (other < nodes) join(one, other);
  }
  return {
    ids: Array.from({ length: nodes }, (_, node) => `n${node + 1}`),
    groups: group,
    groupNames: Array.from({ length: groups }, (_, index) => `club ${String.fromCharCode(65 + index)}`),
    edges: Uint32Array.from(pairs),
  };
}

export function graphState({ path }: GraphScene): PanelState {
  return { view: "graph", folders: [], graph: { path } };
}

function degreesOf({ ids, edges, hyperedges }: TestGraph): Uint32Array {
  const degrees = new Uint32Array(ids.length);
  for (const end of edges) degrees[end]!++;
  for (const members of hyperedges ?? []) for (const member of members) degrees[member]!++;
  return degrees;
}

function describeGraph({ path, graph, facts }: GraphScene): GraphDescription {
  const { ids, edges, groupNames, weights, hyperedges } = graph!;
  const degrees = degreesOf(graph!);
  return {
    event: "description",
    format: "GraphML",
    kind: hyperedges ? "hypergraph" : "graph",
    name: path.split("/").at(-1)!,
    nodes: ids.length,
    edges: edges.length / 2,
    ...(hyperedges ? { hyperedges: hyperedges.length, incidences: hyperedges.flat().length } : {}),
    components: 1,
    isolated: degrees.filter((degree) => degree === 0).length,
    directed: false,
    weighted: weights !== undefined,
    loops: 0,
    repeats: 0,
    degree: {
      least: degrees.reduce((a, b) => Math.min(a, b), Infinity),
      mean: degrees.reduce((a, b) => a + b, 0) / (ids.length || 1),
      most: degrees.reduce((a, b) => Math.max(a, b), 0),
    },
    nodeColumns: [
      { name: "club", type: "category", missing: 0, distinct: groupNames.length },
      { name: "balance", type: "number", missing: 0, distinct: ids.length, minimum: -1, maximum: 1 },
    ],
    features: 0,
    targets: [{ column: "club", classes: groupNames.length, reason: "It has few values, each of them often." }],
    split: false,
    positions: false,
    assumptions: [{ text: "Edges are undirected, as the file says.", line: 3 }],
    problems: [],
    ...facts,
  };
}

/** −1 to 1, from the first node to the last. */
const balanceOf = (node: number, count: number): number => (count > 1 ? (2 * node) / (count - 1) - 1 : 0);

function drawGraph({ graph, shown }: GraphScene, layout: LayoutName): GraphDrawing {
  const { ids, groups, groupNames, edges, weights, hyperedges } = graph!;
  const nodes = shown ? [...shown] : ids.map((_, node) => node);
  const count = nodes.length + (hyperedges?.length ?? 0);
  const positions = new Float32Array(2 * count);
  for (let index = 0; index < count; index++) {
    const turn = (2 * Math.PI * index) / count;
    const group = groups[nodes[index] ?? 0]!;
    const around = (2 * Math.PI * group) / groupNames.length;
    const spread = layout === "spectral" ? 0.3 : 0;
    positions[2 * index] = spread ? 0.7 * Math.cos(around) + spread * Math.cos(3 * turn) : Math.cos(turn);
    positions[2 * index + 1] = spread ? 0.7 * Math.sin(around) + spread * Math.sin(2 * turn) : Math.sin(turn);
  }
  const at = new Map(nodes.map((node, index) => [node, index]));
  const pairs: number[] = [];
  const kept: number[] = [];
  for (let edge = 0; edge < edges.length; edge += 2) {
    const [source, target] = [at.get(edges[edge]!), at.get(edges[edge + 1]!)];
    if (source === undefined || target === undefined) continue;
    pairs.push(source, target);
    if (weights) kept.push(weights[edge / 2]!);
  }
  hyperedges?.forEach((members, index) => {
    for (const member of members) pairs.push(at.get(member)!, nodes.length + index);
  });
  const degrees = degreesOf(graph!);
  return {
    shown,
    edges: Uint32Array.from(pairs),
    weights: weights && Float32Array.from(kept),
    positions,
    labels: [...nodes.map((node) => ids[node]!), ...(hyperedges ?? []).map((_, index) => `team ${index + 1}`)],
    degrees: Uint32Array.from([
      ...nodes.map((node) => degrees[node]!),
      ...(hyperedges ?? []).map((members) => members.length),
    ]),
    ...(hyperedges ? { hyperedgesFrom: nodes.length, hyperedges: Uint32Array.from(hyperedges.keys()) } : {}),
    sample: shown && `${nodes.length} of ${ids.length} nodes are drawn, those with the most neighbours.`,
  };
}

/** Answers for the graphs of `scenes`, by path; `calls` notes what was asked of the person or the editor. */
export function graphHost(scenes: GraphScene[], calls: { name: string; request: unknown }[]): GraphHostApi {
  const sceneOf = (path: string): GraphScene & { graph: TestGraph } => {
    const scene = scenes.find((other) => other.path === path);
    if (!scene?.graph) throw new InputError(scene?.failure ?? `There is no graph ${path}.`);
    return { ...scene, graph: scene.graph };
  };
  const note =
    (name: string) =>
    async (request: unknown): Promise<void> => {
      calls.push({ name, request });
    };
  const none = async (): Promise<never> => {
    throw new InputError("There is no spectrum here.");
  };
  const rowOf = ({ ids, groups, groupNames }: TestGraph, degrees: Uint32Array, node: number): NodeRow => ({
    node,
    id: ids[node]!,
    line: 10 + node,
    degree: degrees[node]!,
    values: [groupNames[groups[node]!]!, balanceOf(node, ids.length).toFixed(3)],
  });
  const hyperedgeOf = (members: number[], hyperedge: number): HyperedgeRow => ({
    hyperedge,
    id: `team ${hyperedge + 1}`,
    line: 700 + hyperedge,
    size: members.length,
    weight: 1.5,
  });
  return {
    layoutScript,
    graph: async ({ path }) => describeGraph(sceneOf(path)),
    closeGraph: note("closeGraph"),
    graphDrawing: async (request) => {
      calls.push({ name: "graphDrawing", request });
      return drawGraph(sceneOf(request.path), request.layout);
    },
    graphNodes: async ({ path, text, offset, count }) => {
      const { graph } = sceneOf(path);
      const degrees = degreesOf(graph);
      const rows = graph.ids
        .map((_, node) => rowOf(graph, degrees, node))
        .filter(({ id, values }) => !text || [id, ...values].some((part) => part.includes(text)));
      return { total: rows.length, rows: rows.slice(offset, offset + count) };
    },
    graphNode: async ({ path, node }) => {
      const { graph } = sceneOf(path);
      const degrees = degreesOf(graph);
      const { edges } = graph;
      const neighbours = [...edges].flatMap((end, at) => (end === node ? [edges[at ^ 1]!] : []));
      const teams = graph.hyperedges?.flatMap((members, at) =>
        members.includes(node) ? [hyperedgeOf(members, at)] : [],
      );
      return {
        ...rowOf(graph, degrees, node),
        neighbourCount: neighbours.length,
        neighbours: neighbours.map((other) => rowOf(graph, degrees, other)),
        ...(teams ? { hyperedges: teams } : {}),
      };
    },
    graphHyperedge: async ({ path, hyperedge }) => {
      const { graph } = sceneOf(path);
      const members = graph.hyperedges![hyperedge]!;
      const degrees = degreesOf(graph);
      return {
        ...hyperedgeOf(members, hyperedge),
        columns: [["place", "hall"]],
        members: members.map((node) => rowOf(graph, degrees, node)),
      };
    },
    edgeLine: async (request) => {
      calls.push({ name: "edgeLine", request });
      return 500;
    },
    nodeColumn: async ({ path, name }) => {
      const { ids, groups, groupNames } = sceneOf(path).graph;
      if (name === "club") return { values: Float64Array.from(groups), classes: groupNames };
      return { values: Float64Array.from(ids, (_, node) => balanceOf(node, ids.length)) };
    },
    spectrumPlan: none,
    spectrum: none,
    stopSpectrum: note("stopSpectrum"),
    eigenvector: none,
    quadraticForm: none,
    graphSignal: none,
    selectGraphLine: note("selectGraphLine"),
    trainNodes: note("trainNodes"),
    openNodeExperiment: note("openNodeExperiment"),
    ...scenes[0]?.answers,
  };
}
