// Edges of a file → a simple graph: loops, repeats, weights, directions, and what is said of each.

import assert from "node:assert/strict";
import { components, sides } from "../../../engine/graph/components";
import type { CsrMatrix } from "../../../engine/graph/csr";
import { describeNetwork } from "../../../engine/graph/describe";
import { cliqueExpansion, hypergraph, starExpansion } from "../../../engine/graph/hypergraph";
import { sampleForDrawing } from "../../../engine/graph/sample";
import { simpleGraph } from "../../../engine/graph/simple-graph";
import { cycle, graph, grid, hypernetwork, network } from "./graphs";

/** `row-column weight` of each entry. */
function entries({ rows, rowPointers, columnIndices, values }: CsrMatrix): string[] {
  const list: string[] = [];
  for (let row = 0; row < rows; row++) {
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++)
      list.push(`${row}-${columnIndices[at]} ${values[at]}`);
  }
  return list;
}

describe("simple graph", () => {
  it("leaves out loops and edges of weight 0, merges repeats, and says so with the first line", () => {
    const simple = simpleGraph(
      network(4, [
        [0, 1, 2],
        [2, 2, 5],
        [1, 0, 2],
        [1, 2, 3],
        [2, 1, 4],
        [0, 3, 0],
      ]),
    );
    assert.deepEqual(entries(simple.adjacency), ["0-1 2", "1-0 2", "1-2 7", "2-1 7"]);
    assert.deepEqual([...simple.fileEdges], [0, 0, 3, 3]);
    assert.equal(simple.edges, 2);
    assert.equal(simple.weighted, true);
    assert.deepEqual(simple.assumptions, [
      { text: "1 self-loop was left out.", line: 2 },
      { text: "1 edge of weight 0 was left out: a weight of 0 is no edge.", line: 6 },
      { text: "1 repeated edge was merged into the first: they have the same weight.", line: 3 },
      { text: "1 repeated edge was merged into the first: their weights differ and were added up.", line: 5 },
    ]);
  });

  it("keeps loops once on the diagonal where they are wanted", () => {
    const looped = simpleGraph(
      network(2, [
        [1, 1],
        [0, 1],
      ]),
      { keepLoops: true },
    );
    assert.deepEqual(entries(looped.adjacency), ["0-1 1", "1-0 1", "1-1 1"]);
    assert.equal(looped.edges, 1);
  });

  const arrows = network(
    4,
    [
      [0, 1, 2],
      [1, 0, 5],
      [3, 2, 1],
      [1, 2, 1],
    ],
    { directed: true },
  );

  it("keeps, joins or intersects directions", () => {
    const kept = simpleGraph(arrows, { directions: "keep" });
    assert.deepEqual(entries(kept.adjacency), ["0-1 2", "1-0 5", "1-2 1", "3-2 1"]);
    assert.deepEqual([kept.directed, kept.edges], [true, 4]);
    const union = simpleGraph(arrows);
    assert.deepEqual(entries(union.adjacency), ["0-1 5", "1-0 5", "1-2 1", "2-1 1", "2-3 1", "3-2 1"]);
    assert.deepEqual([...union.fileEdges], [0, 0, 3, 3, 2, 2]);
    const mutual = simpleGraph(arrows, { directions: "mutual" });
    assert.deepEqual(entries(mutual.adjacency), ["0-1 2", "1-0 2"]);
    assert.deepEqual(mutual.assumptions, [
      { text: "2 edges that are not there both ways were left out.", line: 3 },
      { text: "1 pair with two weights, one each way: the smaller counts.", line: 1 },
    ]);
  });

  it("says where a weight is no number, and that negative ones have consequences", () => {
    const wrong = network(3, [
      [0, 1, 1],
      [1, 2, Number.NaN],
    ]);
    assert.throws(() => simpleGraph(wrong), { name: "InputError", place: { file: undefined, line: 2 } });
    assert.match(simpleGraph(network(2, [[0, 1, -1]])).assumptions[0].text, /negative weight/);
  });

  it("finds components weakly and sides by colours", () => {
    const kept = simpleGraph(arrows, { directions: "keep" });
    assert.deepEqual(components(kept), {
      count: 1,
      of: Int32Array.of(0, 0, 0, 0),
      sizes: Uint32Array.of(4),
    });
    const parts = graph(7, [
      [6, 1],
      [0, 4],
      [4, 5],
      [5, 0],
    ]);
    const found = components(parts);
    assert.deepEqual([...found.of], [0, 1, 2, 3, 0, 0, 1]);
    assert.deepEqual([...found.sizes], [3, 2, 1, 1]);
    assert.deepEqual([...sides(parts, found).bipartite], [0, 1, 1, 1]);
    assert.deepEqual([...sides(cycle(6), components(cycle(6))).side], [1, -1, 1, -1, 1, -1]);
  });

  it("stays iterative on a path of 200 000 nodes", () => {
    const nodes = 200_000;
    const long = simpleGraph({
      ...network(nodes, []),
      sources: Uint32Array.from({ length: nodes - 1 }, (_, i) => i),
      targets: Uint32Array.from({ length: nodes - 1 }, (_, i) => i + 1),
      edgeLines: undefined,
    });
    assert.equal(components(long).count, 1);
  });
});

describe("hypergraph", () => {
  const hyper = hypernetwork(5, [[0, 1, 2], [2, 3, 2], [], [1, 2]], [1, 2, 1, 3]);

  it("counts members once, and leaves out what is empty", () => {
    const made = hypergraph(hyper);
    assert.deepEqual([...made.members], [0, 1, 2, 2, 3, 1, 2]);
    assert.deepEqual([...made.fileHyperedges], [0, 1, 3]);
    assert.equal(components(made).count, 2);
    assert.deepEqual(
      made.assumptions.map(({ text }) => text),
      ["1 repeated member of hyperedges was left out.", "1 hyperedge without members was left out."],
    );
  });

  it("becomes a graph of cliques or of stars", () => {
    const made = hypergraph(hyper);
    assert.deepEqual(entries(cliqueExpansion(made).adjacency), [
      "0-1 1",
      "0-2 1",
      "1-0 1",
      "1-2 4",
      "2-0 1",
      "2-1 4",
      "2-3 2",
      "3-2 2",
    ]);
    const stars = starExpansion(made);
    assert.deepEqual([stars.nodes, stars.edges], [8, 7]);
    assert.deepEqual(entries(stars.adjacency).slice(-7), [
      "5-0 1",
      "5-1 1",
      "5-2 1",
      "6-2 2",
      "6-3 2",
      "7-1 3",
      "7-2 3",
    ]);
  });
});

describe("description of a graph", () => {
  it("counts what the file has", () => {
    const described = describeNetwork(
      network(
        5,
        [
          [0, 1],
          [0, 1],
          [1, 0],
          [2, 2],
          [1, 2],
        ],
        {
          directed: true,
          nodeColumns: [
            {
              name: "class",
              type: "category",
              storage: "coded",
              codes: Int32Array.of(0, 1, 0, 1, 0),
              categories: ["a", "b"],
              missing: 0,
            },
          ],
        },
      ),
    );
    const { nodes, edges, directed, weighted, loops, repeats, degree, isolated, targets } = described;
    assert.deepEqual(
      { nodes, edges, directed, weighted, loops, repeats, degree, isolated, components: described.components },
      {
        nodes: 5,
        edges: 3,
        directed: true,
        weighted: false,
        loops: 1,
        repeats: 1,
        degree: { least: 0, mean: 0.8, most: 2 },
        isolated: 2,
        components: 3,
      },
    );
    assert.deepEqual([targets[0].column, targets[0].classes], ["class", 2]);
  });
});

describe("sample for drawing", () => {
  it("draws small graphs whole", () => {
    const drawn = sampleForDrawing(cycle(5), 10, 10);
    assert.deepEqual([...drawn.edges], [0, 1, 0, 4, 1, 2, 2, 3, 3, 4]);
    assert.equal(drawn.shown, undefined);
    assert.equal(drawn.sentence, undefined);
  });

  it("takes a stated part of large ones, the same each time", () => {
    const large = grid(40, 50);
    const drawn = sampleForDrawing(large, 300, 200);
    assert.equal(drawn.shown!.length, 300);
    assert.equal(drawn.edges.length, 400);
    assert.ok(drawn.shown!.every((node, i) => i === 0 || node > drawn.shown![i - 1]));
    assert.match(
      drawn.sentence!,
      /^Drawn are 300 of 2000 nodes, a forest-fire sample .*, with \d+\.\d % of the \d+ edges/,
    );
    assert.deepEqual(sampleForDrawing(large, 300, 200), drawn);
    const { rowPointers, columnIndices } = large.adjacency;
    for (let i = 0; i < 400; i += 2) {
      const [u, v] = [drawn.shown![drawn.edges[i]], drawn.shown![drawn.edges[i + 1]]];
      assert.ok(columnIndices.slice(rowPointers[u], rowPointers[u + 1]).includes(v));
    }
  });

  it("burns on where the fire dies in a small component", () => {
    const drawn = sampleForDrawing(graph(50, [[3, 4]]), 20, 10);
    assert.equal(drawn.shown!.length, 20);
    assert.ok(drawn.shown!.includes(3));
  });
});
