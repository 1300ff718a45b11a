// Generated graphs: the block model by its seed and its expected numbers of edges, the karate club by its published facts.

import assert from "node:assert/strict";
import { blockGraph, type GeneratedGraph, karateClub } from "../../../../engine/data/generate/block-graph";

describe("generated graphs", () => {
  /** Number of edges at each node, by id. */
  function degrees({ edges, nodes }: GeneratedGraph): Map<unknown, number> {
    const counts = new Map(nodes.rows.map(([id]) => [id as unknown, 0]));
    for (const end of edges.rows.flat()) counts.set(end, counts.get(end)! + 1);
    return counts;
  }

  it("joins nodes of a block more often than others", () => {
    const options = { size: 60, within: 0.3, between: 0.05 };
    const graph = blockGraph(4, options);
    assert.equal(graph.nodes.rows.length, 180);
    const block = new Map(graph.nodes.rows.map((row) => [row[0], row[4]]));
    const inside = graph.edges.rows.filter(([u, v]) => block.get(u) === block.get(v)).length;
    // 3 · C(60, 2) = 5310 pairs within, 3 · 60² = 10 800 between: four standard deviations.
    assert.ok(Math.abs(inside - 5310 * 0.3) < 4 * Math.sqrt(5310 * 0.3 * 0.7), `${inside}`);
    const across = graph.edges.rows.length - inside;
    assert.ok(Math.abs(across - 10_800 * 0.05) < 4 * Math.sqrt(10_800 * 0.05 * 0.95), `${across}`);
    assert.deepEqual(blockGraph(4, options), graph);
    assert.notDeepEqual(blockGraph(5, options).edges, graph.edges);
  });

  it("has the karate club as published: 34 members, 78 friendships, two sides of 17", () => {
    const club = karateClub();
    const counts = degrees(club);
    assert.equal(counts.size, 34);
    assert.equal(club.edges.rows.length, 78);
    assert.deepEqual(
      [1, 2, 3, 12, 33, 34].map((member) => counts.get(member)),
      [16, 9, 10, 1, 12, 17],
    );
    assert.equal(club.nodes.rows.filter(([, side]) => side === "officers").length, 17);
    // Edges between the sides, as counted in the edge list of NetworkX.
    const side = new Map(club.nodes.rows.map(([id, which]) => [id, which]));
    assert.equal(club.edges.rows.filter(([u, v]) => side.get(u) !== side.get(v)).length, 11);
  });
});
