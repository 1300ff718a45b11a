// Edges that are held out are in no way in what a network sees, and pairs without an edge are drawn by a seed.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { blockGraph } from "../../../../engine/data/generate/block-graph";
import { simpleGraph } from "../../../../engine/graph/simple-graph";
import { prepareLinks } from "../../../../engine/tasks/links/examples";
import { drawNonEdges, drawWithReplacement, isEdge } from "../../../../engine/tasks/links/pairs";
import { splitLinks } from "../../../../engine/tasks/links/split";
import { nodeData } from "../../../../engine/tasks/nodes/node-data";
import { inputError } from "../../data/source";
import { complete, network, pathEdges, star } from "../../graph/graphs";
import { networkOf } from "../nodes/graphs";

const split = { validation: 0.1, test: 0.2, seed: 1 };

describe("the split of links", () => {
  it("keeps what is held out from the matrix and the degrees, and takes every edge once", async () => {
    const file = await networkOf(blockGraph(3));
    const graph = simpleGraph(file);
    const { first, second, truth, parts, seen, adjacency } = splitLinks(graph, file, split);
    const edges = (part: Uint32Array) => part.filter((pair) => truth[pair] === 1);
    const held = [...edges(parts.validation), ...edges(parts.test)];
    assert.deepEqual(
      [edges(parts.validation).length, edges(parts.test).length],
      [graph.edges * 0.1, graph.edges * 0.2].map(Math.round),
    );
    for (const pair of held) {
      assert.ok(isEdge(graph.adjacency, first[pair], second[pair]));
      assert.ok(!isEdge(adjacency, first[pair], second[pair]) && !isEdge(adjacency, second[pair], first[pair]));
    }
    const train = edges(parts.train);
    assert.equal(train.length, seen);
    assert.equal(adjacency.columnIndices.length, 2 * seen);
    for (const pair of train) {
      assert.ok(isEdge(adjacency, first[pair], second[pair]) && isEdge(adjacency, second[pair], first[pair]));
    }
    const keys = new Set(Array.from(first, (u, pair) => u * 1000 + second[pair]));
    assert.equal(keys.size, first.length);
    for (const pair of truth.keys()) {
      if (truth[pair] === 0) assert.ok(!isEdge(graph.adjacency, first[pair], second[pair]));
    }
    assert.equal(edges(parts.test).length * 2, parts.test.length);

    const data = { file: "g", features: "degree" as const, split };
    const { examples } = prepareLinks({ task: "links", data }, nodeData(file));
    const { mean, scale } = examples.encoder.inputs as { mean: number; scale: number };
    const { values } = examples.inputs.features as { values: Float32Array };
    values.forEach((value, node) => {
      const degree = adjacency.rowPointers[node + 1] - adjacency.rowPointers[node];
      assert.ok(Math.abs(value - (Math.log1p(degree) - mean) / scale) < 1e-6);
    });
  });

  it("gives the lines of edges, and the same pairs for the same seed only", () => {
    const edges = pathEdges(40);
    const file = network(40, edges, { edgeLines: Uint32Array.from(edges, (_, i) => i + 2) });
    const once = splitLinks(simpleGraph(file), file, split);
    once.lines!.forEach((line, pair) => {
      assert.equal(line, once.truth[pair] ? once.first[pair] + 2 : 0);
    });
    assert.deepEqual(splitLinks(simpleGraph(file), file, split), once);
    assert.notDeepEqual(splitLinks(simpleGraph(file), file, { ...split, seed: 2 }).first, once.first);
  });

  it("draws all pairs without an edge where all are asked for, and fresh ones that none of them is", () => {
    const { adjacency } = star(8);
    const { first, second } = drawNonEdges(adjacency, 21, 21, new Random(1));
    assert.equal(new Set(Array.from(first, (u, pair) => 8 * u + second[pair])).size, 21);
    const fresh = drawWithReplacement(adjacency, 50, new Random(2));
    for (const [pair, u] of fresh.first.entries())
      assert.ok(u !== fresh.second[pair] && !isEdge(adjacency, u, fresh.second[pair]));
    assert.notDeepEqual(fresh, drawWithReplacement(adjacency, 50, new Random(3)));
  });

  it("refuses graphs with too few edges, or too few pairs without one", () => {
    const fails = (graph: ReturnType<typeof star>, message: RegExp) =>
      assert.throws(() => splitLinks(graph, network(1, []), split), inputError(message));
    fails(star(3), /has 2 edges, which leaves none for validation: take another graph/);
    fails(simpleGraph(network(5, [])), /has 0 edges/);
    fails(complete(8), /Every pair of nodes is joined/);
    const nearly = simpleGraph(network(20, allPairs(20).slice(1)));
    fails(nearly, /57 edges would be held out, but only 1 pair of nodes without an edge/);
  });
});

const allPairs = (n: number): [number, number][] =>
  Array.from({ length: n }, (_, u) =>
    Array.from({ length: n - u - 1 }, (_, i) => [u, u + i + 1] as [number, number]),
  ).flat();
