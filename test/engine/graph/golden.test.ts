// Spectra against NumPy and NetworkX: weighted, disconnected, directed both ways, a hypergraph.

import assert from "node:assert/strict";
import { components } from "../../../engine/graph/components";
import { computeSpectrum } from "../../../engine/graph/compute-spectrum";
import { hypergraph } from "../../../engine/graph/hypergraph";
import { type GraphInput, hypergraphPropagation } from "../../../engine/graph/matrices";
import { quadraticForm } from "../../../engine/graph/quadratic-form";
import { simpleGraph } from "../../../engine/graph/simple-graph";
import { full } from "../../../engine/graph/solve-components";
import type { MatrixName } from "../../../engine/graph/spectrum-types";
import { readGolden } from "../../golden/read";
import { graph, hypernetwork, network } from "./graphs";
import { oracle, pace } from "./oracle";

type Spectra = Record<"adjacency" | "combinatorial" | "normalized" | "propagation", number[]>;
type Edges = [number, number, number][];
interface Case {
  nodes: number;
  edges: Edges;
  components: number[];
  bipartite: number;
  spectra: Spectra;
}
const golden = readGolden<{
  weighted: Case;
  disconnected: Case;
  directed: { nodes: number; edges: Edges; union: Spectra; mutual: Spectra; weak: number };
  hypergraph: {
    nodes: number;
    hyperedges: number[][];
    weights: number[];
    theta: number[];
    spectrum: number[];
    clique: number[];
    signal: number[];
    form: number;
  };
}>("graphs-spectra");

function near(actual: ArrayLike<number>, expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(actual[i] - value) < 1e-10, `${actual[i]}, ${value}`);
}

async function compare(input: GraphInput, spectra: Spectra): Promise<void> {
  for (const [matrix, expected] of Object.entries(spectra)) {
    const { spectrum } = await computeSpectrum(input, { matrix: matrix as MatrixName }, oracle, pace);
    near(spectrum.eigenvalues, expected);
    for (const { formula, left, right, holds } of spectrum.bounds) assert.ok(holds, `${formula}: ${left}, ${right}`);
  }
}

describe("spectra beside NumPy and NetworkX", () => {
  for (const name of ["weighted", "disconnected"] as const) {
    it(`of a ${name} graph`, async () => {
      const { nodes, edges, spectra, bipartite, components: sizes } = golden[name];
      const simple = graph(nodes, edges);
      assert.deepEqual(
        [...components(simple).sizes].sort((a, b) => a - b),
        sizes,
      );
      const { spectrum } = await computeSpectrum(simple, { matrix: "normalized" }, oracle, pace);
      assert.equal(spectrum.bipartite, bipartite);
      await compare(simple, spectra);
    });
  }

  it("of a directed graph, joined either way", async () => {
    const { nodes, edges, union, mutual, weak } = golden.directed;
    const arrows = network(nodes, edges, { directed: true });
    assert.equal(components(simpleGraph(arrows, { directions: "keep" })).count, weak);
    await compare(simpleGraph(arrows, { directions: "union" }), union);
    await compare(simpleGraph(arrows, { directions: "mutual" }), mutual);
  });

  it("of a hypergraph, and of its cliques", async () => {
    const { nodes, hyperedges, weights, theta, spectrum, clique, signal, form } = golden.hypergraph;
    const made = hypergraph(hypernetwork(nodes, hyperedges, weights));
    near(full(hypergraphPropagation(made)), theta);
    const delta = (await computeSpectrum(made, { matrix: "hypergraph" }, oracle, pace)).spectrum;
    near(delta.eigenvalues, spectrum);
    const { eigenvalues } = (await computeSpectrum(made, { matrix: "adjacency" }, oracle, pace)).spectrum;
    near(eigenvalues, clique);
    const { value, product } = quadraticForm(made, "hypergraph", Float64Array.from(signal));
    near([value, product], [form, form]);
  });
});
