// Graphs whose eigenvalues and eigenvectors are known in closed form, and a host that answers the spectral cards from them.

import {
  type GraphDescription,
  type GraphFilter,
  InputError,
  type MatrixName,
  type NodeRow,
  type SignalChoice,
  type Spectrum,
  type SpectrumPlan,
} from "../../engine";
import type { GraphHostApi } from "../../webview/protocol";

export interface SpectralGraph {
  nodes: number;
  edges: [number, number][];
  /** Neighbours of every node, where all have as many: then L_sym is L divided by it. */
  degree?: number;
  /** Of L, ascending; vectors are orthonormal. */
  values: number[];
  vectors: Float64Array[];
  components: number;
  bipartite: number;
  /** x and y of each node in turn. */
  positions?: number[];
  /** Numeric columns of the nodes. */
  columns: Record<string, number[]>;
}

export interface SpectralScene {
  path: string;
  graph: SpectralGraph;
  description?: Partial<GraphDescription>;
  plan?: Partial<SpectrumPlan>;
  /** The spectrum waits until it is stopped. */
  endless?: boolean;
  /** Why the spectrum cannot be had. */
  failure?: string;
}

/** The cycle C_n: λ = 2 − 2cos(2πk/n), vectors are sines and cosines. */
export function cycle(nodes: number, columns: Record<string, number[]> = {}): SpectralGraph {
  const pairs: [number, Float64Array][] = [];
  for (let k = 0; k <= nodes / 2; k++) {
    const waves = k === 0 || 2 * k === nodes ? [Math.cos] : [Math.cos, Math.sin];
    for (const wave of waves) {
      const vector = Float64Array.from({ length: nodes }, (_, node) => wave((2 * Math.PI * k * node) / nodes));
      pairs.push([2 - 2 * Math.cos((2 * Math.PI * k) / nodes), unit(vector)]);
    }
  }
  return {
    nodes,
    edges: Array.from({ length: nodes }, (_, node) => [node, (node + 1) % nodes]),
    degree: 2,
    ...sorted(pairs),
    components: 1,
    bipartite: nodes % 2 ? 0 : 1,
    columns,
  };
}

/** The grid of width × height nodes: λ = 4 − 2cos(πu/width) − 2cos(πv/height), vectors are products of cosines. */
export function grid(width: number, height: number, value: (x: number, y: number) => number): SpectralGraph {
  const pairs: [number, Float64Array][] = [];
  const nodes = width * height;
  const at = (node: number): [number, number] => [node % width, Math.floor(node / width)];
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      const vector = Float64Array.from({ length: nodes }, (_, node) => {
        const [x, y] = at(node);
        return (
          Math.cos((Math.PI * u * (2 * x + 1)) / (2 * width)) * Math.cos((Math.PI * v * (2 * y + 1)) / (2 * height))
        );
      });
      pairs.push([4 - 2 * Math.cos((Math.PI * u) / width) - 2 * Math.cos((Math.PI * v) / height), unit(vector)]);
    }
  }
  const all = Array.from({ length: nodes }, (_, node) => at(node));
  return {
    nodes,
    edges: all.flatMap(([x, y], node): [number, number][] => [
      ...(x + 1 < width ? [[node, node + 1] as [number, number]] : []),
      ...(y + 1 < height ? [[node, node + width] as [number, number]] : []),
    ]),
    ...sorted(pairs),
    components: 1,
    bipartite: 1,
    positions: all.flatMap(([x, y]) => [(2 * x) / (width - 1) - 1, 1 - (2 * y) / (height - 1)]),
    columns: { brightness: all.map(([x, y]) => value(x, y)) },
  };
}

function sorted(pairs: [number, Float64Array][]): { values: number[]; vectors: Float64Array[] } {
  pairs.sort(([a], [b]) => a - b);
  return { values: pairs.map(([value]) => Math.abs(value)), vectors: pairs.map(([, vector]) => vector) };
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

export function describeGraph({ graph, path, description }: SpectralScene): GraphDescription {
  const { nodes, edges, components, columns, positions } = graph;
  return {
    event: "description",
    format: "csv",
    kind: "graph",
    name: path.split("/").at(-1)!,
    nodes,
    edges: edges.length,
    components,
    isolated: 0,
    directed: false,
    weighted: false,
    loops: 0,
    repeats: 0,
    degree: { least: 2, mean: (2 * edges.length) / nodes, most: 4 },
    nodeColumns: Object.entries(columns).map(([name, values]) => ({
      name,
      type: "number",
      missing: 0,
      distinct: new Set(values).size,
      minimum: Math.min(...values),
      maximum: Math.max(...values),
    })),
    features: 0,
    targets: [],
    split: false,
    positions: positions !== undefined,
    assumptions: [],
    problems: [],
    ...description,
  };
}

/** Eigenvalues of a matrix of the graph: of L, and of L_sym and L_rw where the graph is regular. */
export function eigenvaluesOf({ values, degree }: SpectralGraph, matrix: MatrixName): number[] {
  if (matrix === "combinatorial") return values;
  if (!degree) throw new InputError(`The eigenvalues of ${matrix} have no closed form here.`);
  if (matrix === "adjacency") return values.map((value) => degree - value).reverse();
  return values.map((value) => value / degree);
}

function groupsOf(values: number[]): Spectrum["groups"] {
  const groups: Spectrum["groups"] = [];
  values.forEach((value, index) => {
    const last = groups.at(-1);
    if (last && value - last.value < 1e-9) last.multiplicity++;
    else groups.push({ value, multiplicity: 1, first: index });
  });
  return groups;
}

export function spectrumOf(graph: SpectralGraph, matrix: MatrixName): Spectrum {
  const eigenvalues = eigenvaluesOf(graph, matrix);
  const { nodes, edges, components, bipartite } = graph;
  const groups = groupsOf(eigenvalues);
  const most = eigenvalues.at(-1)!;
  return {
    event: "spectrum",
    matrix,
    formula: matrix === "combinatorial" ? "L = D − A" : "L_sym = I − D^-½ A D^-½",
    method: "dense",
    reason: `All ${nodes} eigenvalues at once: the graph is small.`,
    nodes,
    edges: edges.length,
    eigenvalues,
    complete: true,
    groups,
    residual: 3.1e-15,
    decomposition: { residual: 4.4e-15, orthogonality: 1.8e-15 },
    components: { count: components, isolated: 0, largest: nodes },
    bipartite,
    zeros: { count: 1, sentence: "One zero: the graph is connected." },
    gap: { value: groups[1]!.value, sentence: "The gap is the algebraic connectivity of the only component." },
    bounds:
      matrix === "combinatorial"
        ? [
            {
              formula: "d_max + 1 ≤ λ_max",
              left: 3,
              right: most,
              holds: true,
              proof: "The star around a node of degree d has the eigenvalue d + 1.",
            },
            {
              formula: "λ_max ≤ max(d_u + d_v)",
              left: most,
              right: 8,
              holds: true,
              proof: "L has the eigenvalues of the edges' own Laplacian, whose rows add up to so much at most.",
            },
          ]
        : [
            {
              formula: "λ_max ≤ 2",
              left: most,
              right: 2,
              holds: true,
              proof: "2I − L_sym is a sum of squares over the edges, so it has no negative eigenvalue.",
            },
          ],
    assumptions: [],
    seconds: 0.02,
  };
}

/** Values of a signal on the nodes; what comes from the page has gone through JSON. */
export function valuesOf({ columns, vectors }: SpectralGraph, signal: SignalChoice): number[] {
  if (signal.kind === "column") return columns[signal.name]!;
  if (signal.kind === "eigenvector") return Array.from(vectors[signal.index]!);
  return Object.values(signal.values as unknown as Record<string, number>);
}

export function responseOf(filter: GraphFilter | undefined, value: number): number {
  if (!filter) return 1;
  if ("t" in filter) {
    const scaled = filter.t * value;
    return filter.kind === "heat" ? Math.exp(-scaled) : scaled * Math.exp(1 - scaled);
  }
  if ("from" in filter) return Number(value >= filter.from && value <= filter.to);
  return Number(filter.kind === "low" ? value <= filter.cut : value >= filter.cut);
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
};

export interface SpectralHost {
  answers: Partial<GraphHostApi>;
  /** What was asked, in order. */
  calls: { name: string; request: unknown }[];
}

/** Answers from closed forms. */
export function spectralHost(scene: SpectralScene): SpectralHost {
  const { graph } = scene;
  const calls: SpectralHost["calls"] = [];
  let halt: (error: Error) => void = () => {};
  const note = (name: string, request: unknown): void => {
    calls.push({ name, request });
  };
  const row = (node: number): NodeRow => ({ node, id: `n${node + 1}`, degree: 2, values: [] });
  const answers: Partial<GraphHostApi> = {
    graph: async () => describeGraph(scene),
    graphDrawing: async () => ({
      edges: Uint32Array.from(graph.edges.flat()),
      positions: Float32Array.from(graph.positions ?? around(graph.nodes)),
      labels: Array.from({ length: graph.nodes }, (_, node) => row(node).id),
      degrees: new Uint32Array(graph.nodes).fill(2),
    }),
    graphNodes: async ({ offset, count }) => ({
      total: graph.nodes,
      rows: Array.from({ length: Math.max(0, Math.min(count, graph.nodes - offset)) }, (_, at) => row(offset + at)),
    }),
    graphNode: async ({ node }) => ({ ...row(node), neighbourCount: 0, neighbours: [] }),
    spectrumPlan: async (request) => {
      note("spectrumPlan", request);
      return {
        method: "dense",
        reason: "The dense solver: the largest component is small.",
        bytes: 8 * graph.nodes ** 2,
        components: graph.components,
        largest: graph.nodes,
        ...scene.plan,
      };
    },
    spectrum: async (request) => {
      note("spectrum", request);
      if (scene.failure) throw new InputError(scene.failure);
      if (scene.endless)
        await new Promise((_, reject) => {
          halt = reject;
        });
      const spectrum = spectrumOf(graph, request.spectrum.matrix);
      return request.spectrum.method === "density"
        ? { ...spectrum, ...densityOf(scene.description?.nodes ?? graph.nodes) }
        : spectrum;
    },
    stopSpectrum: async (request) => {
      note("stopSpectrum", request);
      halt(new Error("The computation was stopped."));
    },
    eigenvector: async (request) => {
      note("eigenvector", request);
      const { matrix, index } = request;
      return { value: eigenvaluesOf(graph, matrix)[index]!, vector: graph.vectors[index]!, residual: 2.2e-15 };
    },
    nodeColumn: async ({ name }) => ({ values: Float64Array.from(graph.columns[name]!) }),
    quadraticForm: async (request) => {
      const { matrix, signal } = request;
      note("quadraticForm", request);
      const x = valuesOf(graph, signal);
      const scale = matrix === "combinatorial" ? 1 : 1 / graph.degree!;
      const edges = graph.edges.map(([source, target]) => ({
        source,
        target,
        share: scale * (x[source]! - x[target]!) ** 2,
      }));
      const value = edges.reduce((sum, { share }) => sum + share, 0);
      const values = eigenvaluesOf(graph, matrix);
      const product = graph.vectors.reduce((sum, vector, index) => sum + values[index]! * dot(vector, x) ** 2, 0);
      return {
        matrix,
        value,
        product,
        norm: dot(x, x),
        rayleigh: value / dot(x, x),
        least: values[0],
        most: values.at(-1),
        formula: matrix === "combinatorial" ? "(x_u − x_v)²" : "(x_u/√d_u − x_v/√d_v)²",
        edges: edges.sort((a, b) => b.share - a.share).slice(0, 200),
        rest: 0,
      };
    },
    graphSignal: async (request) => {
      const { matrix, signal, filter } = request;
      note("graphSignal", request);
      const x = valuesOf(graph, signal);
      const eigenvalues = Float64Array.from(eigenvaluesOf(graph, matrix));
      const coefficients = Float64Array.from(graph.vectors, (vector) => dot(vector, x));
      const response = eigenvalues.map((value) => responseOf(filter, value));
      const filtered = Float64Array.from({ length: graph.nodes }, (_, node) =>
        graph.vectors.reduce((sum, vector, index) => sum + response[index]! * coefficients[index]! * vector[node]!, 0),
      );
      return {
        matrix,
        eigenvalues,
        coefficients,
        filtered,
        response,
        energy: { nodes: dot(x, x), frequencies: dot(coefficients, coefficients) },
        complete: true,
      };
    },
  };
  return { answers, calls };
}

const around = (nodes: number): number[] =>
  Array.from({ length: nodes }, (_, node) => (2 * Math.PI * node) / nodes).flatMap((turn) => [
    Math.cos(turn),
    Math.sin(turn),
  ]);

/** The density of a long cycle's eigenvalues of L_sym, 1 / (π√(λ(2 − λ))), with spikes as pendant trees would add them. */
function densityOf(nodes: number): Partial<Spectrum> {
  const at = Array.from({ length: 80 }, (_, bin) => (bin + 0.5) / 40);
  return {
    method: "density",
    eigenvalues: [],
    groups: [],
    complete: false,
    residual: undefined,
    decomposition: undefined,
    density: {
      at,
      density: at.map((value) => 1 / (Math.PI * Math.sqrt(value * (2 - value)))),
      spikes: [
        { value: 0, count: 1, reason: "one component" },
        { value: 1, count: Math.round(nodes / 9), reason: "leaves that share their neighbour" },
        { value: 0.5, count: Math.round(nodes / 60), reason: "pairs of leaves" },
      ],
      moments: Array.from({ length: 200 }, () => 0),
      probes: 16,
    },
  };
}
