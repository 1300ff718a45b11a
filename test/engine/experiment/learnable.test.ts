// What can be learned of graphs: the tasks that a file suffices for, the networks that suit, the columns that can be named.

import assert from "node:assert/strict";
import { toCsv } from "../../../engine/data/generate";
import { karateClub } from "../../../engine/data/generate/block-graph";
import { readGraphCollection } from "../../../engine/data/graph/collection";
import { readNetworkPath } from "../../../engine/data/graph/path";
import { learnableOf, learnableOfMany } from "../../../engine/experiment/learnable";
import { MemoryFiles } from "../memory-files";

const files = new MemoryFiles();
const breathe = async () => {};

async function networkOf(name: string, text: string) {
  await files.write(`/data/${name}`, text);
  return learnableOf(await readNetworkPath(files, `/data/${name}`));
}

describe("what can be learned", () => {
  before(async () => {
    await files.makeFolder("/data");
  });

  it("of a graph with a table of its nodes: a column, then links, with all networks for graphs", async () => {
    const { edges, nodes } = karateClub();
    await files.write("/data/karate-nodes.csv", toCsv(nodes));
    const { tasks, targets, features, reason } = await networkOf("karate.csv", toCsv(edges));
    assert.deepEqual(
      tasks.map(({ task, target }) => [task, target?.column]),
      [
        ["nodes", "side"],
        ["links", undefined],
      ],
    );
    assert.equal(tasks[0].models[0], "gcn");
    assert.ok(tasks[0].models.includes("labelPropagation"));
    assert.ok(!tasks[1].models.includes("labelPropagation"), "links have no labels to spread");
    assert.deepEqual([targets.at(-1)?.name, features.length, reason], ["side", targets.length, undefined]);
  });

  it("of edges alone: links, where some can be held out beside as many pairs without one", async () => {
    const path = Array.from({ length: 9 }, (_, node) => `${node} ${node + 1}`).join("\n");
    assert.deepEqual(
      (await networkOf("path.edges", path)).tasks.map(({ task }) => task),
      ["links"],
    );
    const triangle = await networkOf("triangle.edges", "0 1\n1 2\n2 0\n");
    assert.deepEqual(triangle.tasks, []);
    assert.match(triangle.reason ?? "", /Nothing of the nodes of this graph can be predicted/);
  });

  it("of a hypergraph: its nodes, with networks for hypergraphs", async () => {
    const text = JSON.stringify({
      "network-type": "undirected",
      nodes: Array.from({ length: 6 }, (_, node) => ({ node, attrs: { kind: node < 3 ? "a" : "b" } })),
      incidences: [0, 1, 2, 3, 4, 5].map((node) => ({ edge: Math.floor(node / 3), node })),
    });
    const { tasks } = await networkOf("papers.hif.json", text);
    assert.deepEqual(
      tasks.map(({ task, models }) => [task, models]),
      [["nodes", ["hgnn", "mlp"]]],
    );
  });

  it("of many graphs: what is known of each, from the columns that all their nodes have", async () => {
    const line = (label: string, count: number) =>
      JSON.stringify({
        nodes: Array.from({ length: count }, (_, id) => ({
          id,
          colour: id % 2 ? "red" : "blue",
          only: label === "x" ? 1 : undefined,
        })),
        links: Array.from({ length: count - 1 }, (_, id) => ({ source: id, target: id + 1 })),
        label,
      });
    const text = Array.from({ length: 8 }, (_, index) => line(index % 2 ? "x" : "y", 4 + index)).join("\n");
    await files.write("/data/many.jsonl", text);
    const { tasks, targets, features } = await learnableOfMany(
      await readGraphCollection(files, "/data/many.jsonl"),
      breathe,
    );
    assert.deepEqual(
      tasks.map(({ task, target, models }) => [task, target?.column, target?.classes, models[0]]),
      [["graphs", "label", 2, "gin"]],
    );
    assert.deepEqual(
      targets.map(({ name }) => name),
      ["label"],
    );
    const names = features.map(({ name }) => name);
    assert.ok(names.includes("colour") && !names.includes("only"), names.join());
  });
});
