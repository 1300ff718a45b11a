// What networks know of nodes: fitted on training nodes alone, rows divided by their sums, degrees, identities.

import assert from "node:assert/strict";
import { blockGraph } from "../../../../engine/data/generate/block-graph";
import type { EdgeNetwork, SparseFeatures } from "../../../../engine/data/graph/network";
import { prepareNodes } from "../../../../engine/tasks/nodes/examples";
import { encodeNodes, nodeFeatureNames } from "../../../../engine/tasks/nodes/features";
import { nodeData } from "../../../../engine/tasks/nodes/node-data";
import type { NodesExperiment } from "../../../../engine/tasks/nodes/spec";
import { inputError } from "../../data/source";
import { hypernetwork } from "../../graph/graphs";
import { networkOf } from "./graphs";

describe("features of nodes", () => {
  let graph: EdgeNetwork;
  before(async () => {
    graph = await networkOf(blockGraph(2, { size: 10 }));
  });

  const train = Uint32Array.of(0, 1, 2, 5);
  const prepared = (data: Partial<NodesExperiment["data"]>, of = graph) => {
    const partition = { train, validation: Uint32Array.of(8), test: Uint32Array.of(9, 10) };
    const experiment: NodesExperiment = { task: "nodes", data: { file: "g", target: "block", ...data } };
    return prepareNodes(experiment, nodeData(of), "classify", partition);
  };

  it("standardises numbers by the training nodes alone", () => {
    const { examples } = prepared({ features: ["x1"], normalizeRows: false });
    const { features } = examples.inputs;
    assert.ok("values" in features && !("rowPointers" in features));
    const [column] = graph.nodeColumns.filter(({ name }) => name === "x1");
    assert.ok(column.storage === "numeric");
    const own = Array.from(train, (node) => column.values[node]);
    const mean = own.reduce((a, b) => a + b) / 4;
    const scale = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
    for (let node = 0; node < graph.nodes; node++) {
      assert.ok(Math.abs(features.values[node] - (column.values[node] - mean) / scale) < 1e-5);
    }
    assert.deepEqual(examples.rows, Uint32Array.of(0, 1, 2, 5, 8, 9, 10));
    assert.deepEqual(examples.parts.test, Uint32Array.of(5, 6));
    assert.deepEqual([...(examples.truth as Int32Array)], [0, 1, 2, 2, 2, 0, 1]);
    assert.equal(examples.targets.values.length, 30);
  });

  it("divides bags by their sums, and says which nodes have none", () => {
    const rowPointers = Uint32Array.from({ length: 31 }, (_, node) => Math.min(3 * node, 87));
    const columnIndices = Uint32Array.from({ length: 87 }, (_, entry) => entry % 5);
    const bags: SparseFeatures = { columns: 5, rowPointers, columnIndices };
    const with_ = { ...graph, features: bags };
    const { examples, assumptions } = prepared({ features: "given" }, with_);
    const { features } = examples.inputs;
    assert.ok("rowPointers" in features);
    assert.ok(features.values!.every((value) => Math.abs(value - 1 / 3) < 1e-7));
    assert.match(assumptions[0].text, /^1 node has no features at all/);
    assert.equal(bags.values, undefined);
    const raw = prepared({ features: "given", normalizeRows: false }, with_).examples.inputs.features;
    assert.equal(raw, bags);
    const other = { ...with_, features: { ...bags, columns: 6 } };
    assert.throws(
      () => encodeNodes(examples.encoder, nodeData(other)),
      inputError(/trained on 5 features of each node, and this graph has 6/),
    );
  });

  it("takes degrees and identities where nodes have nothing of their own", () => {
    const degree = prepared({ features: "degree" }).examples;
    const { degrees } = nodeData(graph);
    assert.ok(!("rowPointers" in degree.inputs.features));
    const values = degree.inputs.features.values!;
    const [u, v, w] = [3, 4, 7].map((node) => [values[node], Math.log1p(degrees[node])]);
    assert.ok(Math.abs((v[0] - u[0]) * (w[1] - u[1]) - (w[0] - u[0]) * (v[1] - u[1])) < 1e-5);
    const mean = Array.from(train, (node) => values[node]).reduce((a, b) => a + b) / 4;
    assert.ok(Math.abs(mean) < 1e-6);
    const { inputs, encoder } = prepared({ features: "identity" }).examples;
    assert.ok("rowPointers" in inputs.features);
    assert.deepEqual([...inputs.features.columnIndices], [...Array(30).keys()]);
    assert.deepEqual(nodeFeatureNames(encoder), [{ name: "identity", encoding: "one-hot, 30 columns" }]);
  });

  it("takes hyperedges as an incidence matrix", () => {
    const { edges, degrees, summary } = nodeData(
      hypernetwork(5, [
        [2, 0, 1],
        [3, 2],
      ]),
    );
    assert.deepEqual([...edges.incidence!.rowPointers], [0, 1, 2, 4, 5, 5]);
    assert.deepEqual([...edges.incidence!.columnIndices], [0, 0, 0, 1, 1]);
    assert.deepEqual([...degrees], [1, 1, 2, 1, 0]);
    assert.deepEqual([summary.hyperedges, summary.edges, summary.components, summary.isolated], [2, 5, 2, 1]);
  });

  it("takes directions only where they are asked for", () => {
    const { adjacency } = nodeData({ ...graph, directed: true }, true).edges;
    assert.equal(adjacency!.values.length, graph.sources.length);
    assert.equal(nodeData({ ...graph, directed: true }).edges.adjacency!.values.length, 2 * graph.sources.length);
  });
});
