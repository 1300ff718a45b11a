// A run on nodes from data to verdict: where the graph helps, where it does not, and what is said on the way.

import assert from "node:assert/strict";
import { blockGraph, karateClub } from "../../../../engine/data/generate/block-graph";
import type { EdgeNetwork } from "../../../../engine/data/graph/network";
import type { RunEvent, VerdictEvent } from "../../../../engine/experiment/events";
import { suggestNodes } from "../../../../engine/experiment/suggest";
import type { NodesExperiment } from "../../../../engine/tasks/nodes/spec";
import { inputError } from "../../data/source";
import { ofKind } from "../../experiment/runs";
import { hypernetwork, network } from "../../graph/graphs";
import { networkOf, runOn } from "./graphs";

const verdictOf = (events: readonly RunEvent[]): VerdictEvent => ofKind(events, "verdict")[0];
const accuracy = (entry: unknown): number => (typeof entry === "number" ? entry : (entry as { mean: number }).mean);
const warnings = (events: readonly RunEvent[]) => ofKind(events, "warning").map(({ text }) => text);

describe("a run on nodes", () => {
  let blocks: EdgeNetwork;
  before(async () => {
    blocks = await networkOf(blockGraph(5, { size: 40 }));
  });

  it("says that the graph helps where communities hold the classes", async () => {
    const events = await runOn(blocks, { train: { seeds: [1, 2], epochs: 60 } });
    const [start] = ofKind(events, "start");
    const { graph, aggregation, classes, target, train, validation, test } = start.data;
    assert.deepEqual(
      { target, classes, train, validation, test },
      {
        target: "block",
        classes: ["a", "b", "c"],
        train: 30,
        validation: 30,
        test: 60,
      },
    );
    assert.deepEqual(graph && [graph.nodes, graph.edges, graph.directed], [120, blocks.sources.length, false]);
    assert.match(aggregation!, /D̃\^-½ \(A \+ I\) D̃\^-½ H W/);
    const verdict = verdictOf(events);
    assert.deepEqual(Object.keys(verdict.baselines), ["mlp", "label propagation", "majority"]);
    assert.ok(accuracy(verdict.metrics.accuracy) > 0.85, JSON.stringify(verdict.metrics));
    assert.ok(accuracy(verdict.baselines.mlp.accuracy) < 0.75, JSON.stringify(verdict.baselines));
    assert.match(
      verdict.sentence,
      /^The graph helps: gcn predicts block correctly in .* of the 60 held-out nodes \(mean of 2 seeds\), against .* of the MLP without the graph \(\+/,
    );
    // Every seed has an MLP of its own; majority and label propagation know no seed.
    const spread = (name: string) => (verdict.baselines[name].logLoss as { std: number }).std;
    assert.ok(spread("mlp") > 0);
    assert.equal(spread("majority"), 0);
  });

  it("does not say so where edges are drawn at random", async () => {
    const random = await networkOf(blockGraph(5, { size: 40, within: 0.08, between: 0.08, noise: 0.3 }));
    const verdict = verdictOf(await runOn(random, { train: { seeds: [1], epochs: 60 } }));
    assert.match(verdict.sentence, /^The graph (makes no|does harm)/);
    assert.equal(verdict.beatsBaselines, false);
  });

  it("shows nodes with their lines, the map of the last hidden layer, and energies of the layers", async () => {
    const events = await runOn(blocks, { train: { seeds: [1], epochs: 24 } });
    const sample = ofKind(events, "sample").find(({ split }) => split === "test")!;
    assert.equal(sample.total, 60);
    assert.deepEqual(
      sample.lines,
      sample.rows.map((node) => blocks.nodeLines![node]),
    );
    assert.deepEqual(
      sample.truth,
      sample.rows.map((node) => node % 3),
    );
    assert.equal(
      sample.confusion!.flat().reduce((a, b) => a + b),
      60,
    );
    const maps = ofKind(events, "embedding");
    assert.deepEqual(maps.map(({ epoch }) => epoch).slice(0, 3), [1, 2, 3]);
    const [last] = maps.slice(-1);
    assert.deepEqual(
      last.truth,
      last.nodes.map((node) => node % 3),
    );
    assert.ok(last.explained > 0.5 && last.explained <= 1);
    const [layers] = ofKind(events, "layers").slice(-1);
    assert.deepEqual(
      layers.dirichlet.map(({ layer }) => layer),
      ["input", "layer 1", "output"],
    );
    for (const { energy } of layers.dirichlet) assert.ok(energy > 0 && energy <= 2);
    // Each of the two layers has the gain 1 − λ, which is 1 at λ = 0.
    assert.equal(layers.filter!.response[0], 1);
  });

  it("predicts values, against the mean and without the graph", async () => {
    const verdict = verdictOf(
      await runOn(blocks, {
        data: { file: "graph.csv", target: "score", features: ["x1", "x2", "x3"] },
        train: { seeds: [1], epochs: 40 },
      }),
    );
    assert.deepEqual(Object.keys(verdict.metrics), ["rmse", "mae", "r2"]);
    assert.deepEqual(Object.keys(verdict.baselines), ["mlp", "label propagation", "mean"]);
    assert.match(
      verdict.sentence,
      /misses score by .* \(RMSE\) on the 24 held-out nodes, against .* of the MLP without the graph/,
    );
    assert.ok(Math.abs(accuracy(verdict.baselines.mean.r2)) < 0.2);
  });

  it("propagates labels as a model of its own", async () => {
    const club = await networkOf(karateClub());
    const verdict = verdictOf(await runOn(club, { model: { kind: "labelPropagation" } }));
    assert.deepEqual(Object.keys(verdict.baselines), ["mlp", "majority"]);
    assert.ok(accuracy(verdict.metrics.accuracy) > 0.85, JSON.stringify(verdict.metrics));
  });

  it("warns of over-smoothing, with the energy that is left", async () => {
    const events = await runOn(blocks, { model: { kind: "sgc", hops: 60 }, train: { seeds: [1], epochs: 5 } });
    assert.match(
      warnings(events).join(" "),
      /Over-smoothing: the Dirichlet energy of the output is .*e-?\d+|0\.0.* of the input's/,
    );
    assert.equal(warnings(await runOn(blocks, { train: { seeds: [1], epochs: 5 } })).length, 0);
  });

  it("names nodes that no edge reaches", async () => {
    const columns = blocks.nodeColumns;
    const cut = { ...blocks, sources: blocks.sources.slice(0, 30), targets: blocks.targets.slice(0, 30) };
    assert.match(
      warnings(await runOn(cut, { train: { seeds: [1], epochs: 2 } }))[0],
      /^\d+ training nodes have no neighbours \(n\d+, /,
    );
    const triples = Array.from({ length: 39 }, (_, i) => [3 * i, 3 * i + 1, 3 * i + 2]);
    const hyper = hypernetwork(120, triples);
    const events = await runOn({ ...hyper, nodeColumns: columns }, { train: { seeds: [1], epochs: 2 } });
    assert.match(
      warnings(events)[0],
      /^3 nodes are in no hyperedge \(117, 118, 119\): each has a hyperedge of its own/,
    );
    assert.equal(ofKind(events, "start")[0].data.graph!.hyperedges, 39);
    assert.deepEqual(Object.keys(verdictOf(events).baselines), ["mlp", "majority"]);
  });

  it("suggests what the file holds", async () => {
    const { data, model, train } = suggestNodes(blocks, "blocks.csv");
    assert.deepEqual(data, {
      file: "blocks.csv",
      target: "block",
      features: ["x1", "x2", "x3", "score"],
      normalizeRows: false,
      split: { perClass: 10, validation: 30, test: 60, seed: 1 },
    });
    assert.equal(model?.kind, "gcn");
    assert.deepEqual([train?.learningRate, train?.stopRule, train?.seeds], [0.01, "windowMean", [1, 2, 3]]);
    const drawn = blocks.nodeColumns.map((column, index) => (index === 0 ? { ...column, name: "y" } : column));
    const placed = { ...blocks, nodeColumns: drawn, positions: new Float64Array(240) };
    assert.deepEqual(suggestNodes(placed, "blocks.csv").data.features, ["x2", "x3", "score"]);
    const club = suggestNodes(await networkOf(karateClub()), "karate.gml");
    assert.equal(club.data.features, "identity");
    assert.deepEqual(club.data.split, { perClass: 4, validation: 8, test: 18, seed: 1 });
  });

  it("says what is wrong", async () => {
    const fails = (given: Partial<NodesExperiment>, message: RegExp, of = blocks, line?: number) =>
      assert.rejects(runOn(of, given), inputError(message, line));
    const about = (data: object) => ({ data: { file: "graph.csv", ...data } }) as Partial<NodesExperiment>;
    await fails(
      {},
      /Nothing of the nodes of this graph can be predicted: the file says nothing of them/,
      network(3, [[0, 1]]),
    );
    await fails(about({ target: "blok" }), /no column "blok"; did you mean "block"/);
    const one = await networkOf(blockGraph(1, { size: 20, blocks: 1 }));
    await fails(about({ target: "block" }), /“block” has one class only/, one, 2);
    await fails(about({ split: "given" }), /bring no split of their own/);
    await fails(about({ split: { perClass: 50, validation: 1, test: 1 } }), /“a” has 40: ask for fewer/);
    await fails(about({ features: "given" }), /no features of their own/);
    await fails(about({ features: ["block"], target: "block" }), /"block" is the target/);
    await fails({ model: { kind: "hgnn", hyperedges: "given" } }, /have no hyperedges/);
    await fails({ train: { seeds: [1, 1] } }, /train.seeds names 1 twice/);
  });

  it("names what is no number any more", async () => {
    const events = await runOn(blocks, {
      train: { seeds: [1], epochs: 60, learningRate: 1e30, optimizer: "gradientDescent" },
    });
    const end = ofKind(events, "end")[0];
    assert.equal(end.status, "failed");
    assert.match(end.reason!, /no number any more: .* lower train.learningRate \(now 1\.00e\+30\)/);
  });

  it("gives the same numbers for the same seed, others for another", async () => {
    const losses = async (seed: number) =>
      ofKind(await runOn(blocks, { train: { seeds: [seed], epochs: 3 } }), "epoch").map(({ train }) => train.loss);
    const first = await losses(1);
    assert.deepEqual(await losses(1), first);
    assert.notDeepEqual(await losses(2), first);
  });
});
