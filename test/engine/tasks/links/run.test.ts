// Link prediction from a graph to its verdict: where links can be told, where they cannot, and what is refused.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { blockGraph } from "../../../../engine/data/generate/block-graph";
import type { EdgeNetwork, Network } from "../../../../engine/data/graph/network";
import { compareRuns } from "../../../../engine/experiment/compare";
import { RunControl } from "../../../../engine/experiment/control";
import { loadModel } from "../../../../engine/experiment/predict";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import { variantsOf } from "../../../../engine/experiment/variants";
import { simpleGraph } from "../../../../engine/graph/simple-graph";
import { type FinishedLinks, likeliestLinks } from "../../../../engine/tasks/links/apply";
import { isEdge } from "../../../../engine/tasks/links/pairs";
import type { LinksExperiment } from "../../../../engine/tasks/links/spec";
import { inputError } from "../../data/source";
import { collect, ofKind, wasm } from "../../experiment/runs";
import { complete, hypernetwork, network } from "../../graph/graphs";
import { MemoryFiles } from "../../memory-files";
import { graphHost, networkOf } from "../nodes/graphs";

const short = { train: { epochs: 60, seeds: [1] } } satisfies Partial<LinksExperiment>;

function begin(
  graph: Network,
  given: Partial<LinksExperiment> = {},
  files = new MemoryFiles(),
  control?: RunControl,
  folder?: string,
) {
  const experiment: LinksExperiment = { task: "links", ...short, ...given, data: { file: "graph.csv", ...given.data } };
  return runExperiment(experiment, "/data", { host: graphHost(graph, files), folder, control });
}

describe("the task links", () => {
  let blocks: EdgeNetwork;
  before(async () => {
    blocks = await networkOf(blockGraph(3, { size: 30, within: 0.5, between: 0.02 }), { nodeColumns: [] });
  });

  it("tells links within blocks from pairs between them", async () => {
    const { events } = await collect(begin(blocks));
    const [start] = ofKind(events, "start");
    assert.equal(start.data.features[0].encoding, "one-hot, 90 columns");
    assert.match(start.data.aggregation!, /score\(u, v\) = z_u · z_v$/);
    assert.ok(start.assumptions.some(({ text }) => /held out of the graph that the network sees/.test(text)));
    const [verdict] = ofKind(events, "verdict");
    const { auc, averagePrecision } = verdict.metrics as Record<string, number>;
    assert.ok(auc > 0.75 && averagePrecision > 0.7, `${auc} ${averagePrecision}`);
    assert.deepEqual(Object.keys(verdict.baselines), [
      "common neighbours",
      "Adamic–Adar",
      "preferential attachment",
      "chance",
    ]);
    assert.ok((verdict.baselines["common neighbours"].auc as number) > 0.75);
    assert.deepEqual(verdict.baselines.chance, { auc: 0.5, averagePrecision: 0.5 });
    assert.match(
      verdict.sentence,
      /puts an edge before a pair without one in \d\d\.\d % of all cases over the \d+ held-out pairs, against/,
    );
    assert.equal(ofKind(events, "end")[0].status, "done");
  });

  it("says where nothing can be told", async () => {
    const random = new Random(5);
    const pairs = Array.from({ length: 150 }, () => [random.integer(60), random.integer(60)] as const);
    const { events } = await collect(begin(network(60, pairs, { name: "random.csv" })));
    const [{ sentence, beatsBaselines }] = ofKind(events, "verdict");
    assert.equal(beatsBaselines, false);
    assert.match(sentence, /^The network cannot tell which pairs are joined: .*where chance gives 50\.0 %/);
  });

  it("is stopped, and goes on to the same bits", async () => {
    const given = { train: { epochs: 8, seeds: [1, 2] } };
    const results = (files: MemoryFiles) =>
      new Map([...files.contents].sort().filter(([path]) => /model\.safetensors$|verdict\.json$/.test(path)));
    const whole = new MemoryFiles();
    await collect(begin(blocks, given, whole, undefined, "/runs/a"));
    const stopped = new MemoryFiles();
    const control = new RunControl();
    for await (const event of begin(blocks, given, stopped, control, "/runs/a")) {
      if (event.event === "epoch" && event.epoch === 3) control.stop();
    }
    const { events } = await collect(resumeRun("/runs/a", { host: graphHost(blocks, stopped) }));
    assert.equal(ofKind(events, "start")[0].resumed, 3);
    assert.deepEqual(results(stopped), results(whole));
    assert.equal(results(whole).size, 3);
  });

  it("finds the likeliest pairs that no edge joins, mostly within blocks", async () => {
    const files = new MemoryFiles();
    await collect(begin(blocks, {}, files, undefined, "/runs/b"));
    const finished = (await loadModel(files, "/runs/b")) as FinishedLinks;
    const { links } = await likeliestLinks(finished, blocks, wasm, async () => undefined, 40);
    assert.equal(links.length, 40);
    const { adjacency } = simpleGraph(blocks);
    for (const [at, { first, second, probability }] of links.entries()) {
      assert.ok(first < second && !isEdge(adjacency, first, second));
      assert.ok(at === 0 || probability <= links[at - 1].probability);
    }
    const within = links.filter(({ first, second }) => first % 3 === second % 3).length;
    assert.ok(within > 30, `${within}`);
  });

  it("compares encoders on the same pairs, the MLP without the graph among them", async () => {
    const files = new MemoryFiles();
    const graph = await networkOf(blockGraph(4));
    const names: string[] = [];
    const experiment: LinksExperiment = {
      task: "links",
      data: { file: "graph.csv", features: ["x1", "x2", "x3"] },
      train: { seeds: [1] },
    };
    for (const { name, experiment: variant } of variantsOf(experiment, "model=sage,mlp", { epochs: 5 })) {
      const { events } = await collect(begin(graph, variant, files, undefined, `/over/${name}`));
      const rivals = Object.keys(ofKind(events, "verdict")[0].baselines);
      assert.equal(rivals.includes("mlp"), name !== "mlp");
      names.push(`/over/${name}`);
    }
    const { metrics, sentence } = await compareRuns(files, names);
    assert.deepEqual(metrics, ["auc", "averagePrecision"]);
    assert.match(sentence, /on the \d+ pairs that both held out \(.* points, 95 % interval/);
  });

  it("refuses what has no links to tell", async () => {
    const fails = (graph: Network, message: RegExp, given: Partial<LinksExperiment> = {}) =>
      assert.rejects(collect(begin(graph, given)), inputError(message));
    await fails(
      hypernetwork(4, [
        [0, 1, 2],
        [2, 3],
      ]),
      /^Links are pairs of nodes, and this is a hypergraph/,
    );
    const { adjacency } = complete(6);
    const all = Array.from(adjacency.columnIndices, (v, at) => [Math.floor(at / 5), v] as const);
    await fails(network(6, all), /Every pair of nodes is joined/);
    await fails(blocks, /needs labels, and links have none/, { model: { kind: "labelPropagation" } });
    await fails(blocks, /The nodes have no features of their own/, { data: { file: "graph.csv", features: "given" } });
  });
});
