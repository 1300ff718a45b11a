// Which nodes train, choose and judge: counts, no node twice, the seed, and what cannot be split.

import assert from "node:assert/strict";
import { blockGraph } from "../../../../engine/data/generate/block-graph";
import type { EdgeNetwork } from "../../../../engine/data/graph/network";
import type { Partition } from "../../../../engine/data/split";
import { type NodeKind, type NodeSplit, nodePartitions, suggestSplit } from "../../../../engine/tasks/nodes/split";
import { nodeTable } from "../../../../engine/tasks/nodes/table";
import { inputError } from "../../data/source";
import { network } from "../../graph/graphs";
import { networkOf } from "./graphs";

describe("splits of nodes", () => {
  let graph: EdgeNetwork;
  before(async () => {
    graph = await networkOf(blockGraph(1, { size: 40 }));
  });

  const split = (how: NodeSplit, target = "block", kind: NodeKind = "classify", of = graph) =>
    nodePartitions(how, { network: of, table: nodeTable(of), target, kind });
  const classOf = (node: number) => node % 3;

  /** Ascending, and no node in two parts. */
  function check({ train, validation, test }: Partition, sizes: number[]): void {
    const parts = [train, validation, test];
    assert.deepEqual(
      parts.map((part) => part.length),
      sizes,
    );
    for (const part of parts) assert.deepEqual(part, part.slice().sort());
    const all = new Set(parts.flatMap((part) => [...part]));
    assert.equal(all.size, sizes[0] + sizes[1] + sizes[2]);
  }

  it("takes so many of each class to train, as Planetoid does", () => {
    const planetoid = { perClass: 5, validation: 30, test: 60, seed: 7 };
    const { partitions } = split(planetoid);
    check(partitions[0], [15, 30, 60]);
    for (const block of [0, 1, 2])
      assert.equal(partitions[0].train.filter((node) => classOf(node) === block).length, 5);
    assert.deepEqual(split(planetoid).partitions, partitions);
    assert.notDeepEqual(split({ ...planetoid, seed: 8 }).partitions, partitions);
  });

  it("takes shares of each class", () => {
    const { partitions } = split({ validation: 0.2, test: 0.3 });
    check(partitions[0], [60, 24, 36]);
    for (const block of [0, 1, 2])
      assert.equal(partitions[0].test.filter((node) => classOf(node) === block).length, 12);
  });

  it("takes the splits that the data bring, of nodes with a target", () => {
    const splits = [
      { train: Uint32Array.of(0, 1, 2), validation: Uint32Array.of(3), test: Uint32Array.of(4, 5) },
      { train: Uint32Array.of(6, 7, 8), validation: Uint32Array.of(), test: Uint32Array.of(9) },
    ];
    const [blocks] = graph.nodeColumns.filter(({ name }) => name === "block");
    assert.ok(blocks.storage === "coded");
    const codes = blocks.codes.slice();
    codes[5] = -1;
    const gap = { ...graph, splits, nodeColumns: [{ ...blocks, codes, missing: 1 }] };
    const { partitions, assumptions } = split("given", "block", "classify", gap);
    check(partitions[0], [3, 1, 1]);
    check(partitions[1], [3, 0, 1]);
    assert.match(assumptions.map(({ text }) => text).join(" "), /2 splits.*1 node of the split without a target/);
  });

  it("says what cannot be split", () => {
    const fails = (how: NodeSplit, message: RegExp, target?: string, kind?: NodeKind) =>
      assert.throws(() => split(how, target, kind), inputError(message));
    fails("given", /bring no split of their own/);
    fails({ perClass: 41, validation: 1, test: 1 }, /asks for 41 training nodes of each class, but “a” has 40/);
    fails({ perClass: 20, validation: 40, test: 21 }, /asks for 61 nodes .* 60 nodes with a target are left/);
    fails({ perClass: 2, validation: 4, test: 4 }, /has values, not classes/, "score", "regress");
  });

  it("suggests Planetoid's numbers where there are enough nodes, fewer for small graphs", async () => {
    const suggested = (of: EdgeNetwork) => suggestSplit(of, nodeTable(of), "block", "classify");
    const codes = Int32Array.from({ length: 1800 }, (_, node) => node % 3);
    const [blocks] = graph.nodeColumns.filter(({ name }) => name === "block");
    assert.ok(blocks.storage === "coded");
    const large = network(1800, [], { nodeColumns: [{ ...blocks, codes }] });
    assert.deepEqual(suggested(large), { perClass: 20, validation: 500, test: 1000, seed: 1 });
    assert.deepEqual(suggested(graph), { perClass: 10, validation: 30, test: 60, seed: 1 });
    const tiny = await networkOf(blockGraph(1, { size: 3 }));
    assert.deepEqual(suggested(tiny), { validation: 0.2, test: 0.4, seed: 1 });
  });
});
