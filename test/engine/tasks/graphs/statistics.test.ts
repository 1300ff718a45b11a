// Numbers of whole graphs against closed forms and NetworkX's of the karate club, and graphs side by side in one matrix.

import assert from "node:assert/strict";
import { karateClub } from "../../../../engine/data/generate/block-graph";
import { simpleGraph } from "../../../../engine/graph/simple-graph";
import { blockDiagonal, nodePointers } from "../../../../engine/tasks/graphs/blocks";
import { statisticMatrix, statisticsOf } from "../../../../engine/tasks/graphs/statistics";
import { complete, cycle, petersen, star } from "../../graph/graphs";
import { networkOf } from "../nodes/graphs";

describe("statistics of graphs", () => {
  it("are those of complete graphs, stars, cycles and Petersen's graph", () => {
    assert.deepEqual(statisticsOf(complete(5)), [5, 10, 4, 4, 10, 1]);
    assert.deepEqual(statisticsOf(star(6)), [6, 5, 10 / 6, 5, 0, 0]);
    assert.deepEqual(statisticsOf(cycle(3)), [3, 3, 2, 2, 1, 1]);
    assert.deepEqual(statisticsOf(petersen()), [10, 15, 3, 3, 0, 0]);
  });

  it("are NetworkX's of the karate club: 45 triangles, transitivity 0.2556818…", async () => {
    const [nodes, edges, , largest, triangles, clustering] = statisticsOf(simpleGraph(await networkOf(karateClub())));
    assert.deepEqual([nodes, edges, largest, triangles], [34, 78, 17, 45]);
    assert.ok(Math.abs(clustering - 0.2556818181818182) < 1e-15);
  });

  it("are standardised by the graphs that train", () => {
    const values = statisticMatrix([cycle(4), cycle(6), cycle(9)], 2);
    assert.deepEqual([values[0], values[6], values[12]], [-1, 1, 4]);
    assert.equal(values[4], 0);
  });

  it("stand beside each other with no edges between them", () => {
    const graphs = [cycle(3), star(4), complete(2)];
    assert.deepEqual([...nodePointers(graphs)], [0, 3, 7, 9]);
    const { rowPointers, columnIndices } = blockDiagonal(graphs);
    const neighbours = (node: number) => [...columnIndices.slice(rowPointers[node], rowPointers[node + 1])];
    assert.deepEqual(
      Array.from({ length: 9 }, (_, node) => neighbours(node)),
      [[1, 2], [0, 2], [0, 1], [4, 5, 6], [3], [3], [3], [8], [7]],
    );
  });
});
