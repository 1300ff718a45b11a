// The frequencies of a finished network's graph against closed forms: of a ring, of one hyperedge, and as a density.

import assert from "node:assert/strict";
import { join } from "node:path";
import { loadSolvers } from "../../../../engine/cli/ports";
import type { Network } from "../../../../engine/data/graph/network";
import { SolverStopped } from "../../../../engine/graph/solver";
import { completeModel } from "../../../../engine/neural/graph/defaults";
import type { GraphModel } from "../../../../engine/tasks/network/spec";
import type { FinishedNetwork } from "../../../../engine/tasks/nodes/apply";
import { frequenciesOf, graphFrequencies } from "../../../../engine/tasks/nodes/frequencies";
import { inputError } from "../../data/source";
import { hypernetwork, network } from "../../graph/graphs";

const kernels = join(__dirname, "..", "..", "..", "..", "dist", "kernels");
const solvers = loadSolvers(kernels, 1);
const pace = { breathe: async () => undefined };

const ring = (nodes: number, more = {}): Network =>
  network(
    nodes,
    Array.from({ length: nodes }, (_, node) => [node, (node + 1) % nodes] as const),
    more,
  );

async function frequencies(graph: Network, model: GraphModel, directed = false) {
  const finished = {
    experiment: { task: "nodes", data: { file: "graph.csv", directed }, model: completeModel(model) },
    encoder: undefined as never,
    weights: new Map(),
  } as FinishedNetwork;
  return frequenciesOf(finished, await graphFrequencies(finished, graph, await solvers, pace));
}

const close = (a: number, b: number, tolerance = 1e-5) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

describe("frequencies of a network's graph", () => {
  it("of a ring are those of I − Â, doubled but at the ends, with the gain of every layer", async () => {
    const found = await frequencies(ring(12), { kind: "gcn", layers: 2 });
    assert.deepEqual([found.matrix, found.nodes, found.exact], ["propagation", 12, true]);
    assert.deepEqual(found.count, [1, 2, 2, 2, 2, 2, 1]);
    found.lambda.forEach((lambda, k) => {
      close(lambda, (2 / 3) * (1 - Math.cos((2 * Math.PI * k) / 12)));
      close(found.response[k], (1 - lambda) ** 2);
    });
  });

  it("of weighted edges are unweighted where neighbourhoods are the hyperedges", async () => {
    const weighted = ring(12, { weights: Float64Array.from({ length: 12 }, (_, edge) => 1 + edge) });
    const hgnn = await frequencies(weighted, { kind: "hgnn", layers: 1 });
    assert.deepEqual(hgnn.lambda, (await frequencies(ring(12), { kind: "sgc" })).lambda);
    assert.notDeepEqual((await frequencies(weighted, { kind: "sgc" })).lambda, hgnn.lambda);
  });

  it("of one hyperedge are 0 once and 1 for all else", async () => {
    const found = await frequencies(hypernetwork(5, [[0, 1, 2, 3, 4]]), {
      kind: "hgnn",
      hyperedges: "given",
      layers: 1,
    });
    assert.deepEqual([found.matrix, found.lambda.map(Math.round), found.count], ["hypergraph", [0, 1], [1, 4]]);
    assert.deepEqual(found.response.map(Math.round), [1, 0]);
  });

  it("of many nodes are a density whose counts add up to them, within the ends", async () => {
    const found = await frequencies(ring(4000), { kind: "gcn", propagation: "noLoops", layers: 1 });
    assert.deepEqual([found.matrix, found.exact], ["normalized", false]);
    close(
      found.count.reduce((sum, count) => sum + count, 0),
      4000,
      80,
    );
    // 1 − cos θ of equally spread θ: half of them below 1, a third below ½.
    const below = (most: number) =>
      found.count.reduce((sum, count, i) => sum + (found.lambda[i] < most ? count : 0), 0);
    close(below(1) / 4000, 1 / 2, 0.02);
    close(below(0.5) / 4000, 1 / 3, 0.03);
    assert.ok(found.lambda.every((value, i) => i === 0 || value >= found.lambda[i - 1]));
  });

  it("end when nobody waits, and are none of attention or of one-way edges", async () => {
    const finished = {
      experiment: { task: "nodes", data: { file: "graph.csv" }, model: completeModel({ kind: "sgc" }) },
      encoder: undefined as never,
      weights: new Map(),
    } as FinishedNetwork;
    await assert.rejects(
      graphFrequencies(finished, ring(40), await solvers, { ...pace, stopped: () => true }),
      SolverStopped,
    );
    await assert.rejects(frequencies(ring(5), { kind: "gat" }), inputError(/no polynomial/));
    await assert.rejects(frequencies(ring(5, { directed: true }), { kind: "gcn" }, true), inputError(/no polynomial/));
  });
});
