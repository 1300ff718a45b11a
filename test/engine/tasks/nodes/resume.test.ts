// A run on nodes that is cut off anywhere goes on to the same bits, and its folder serves pages, comparisons, predictions.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { blockGraph } from "../../../../engine/data/generate/block-graph";
import type { EdgeNetwork } from "../../../../engine/data/graph/network";
import { compareRuns } from "../../../../engine/experiment/compare";
import { RunControl } from "../../../../engine/experiment/control";
import { loadModel } from "../../../../engine/experiment/predict";
import { readEvents, summarizeRuns } from "../../../../engine/experiment/read-run";
import { RowPages } from "../../../../engine/experiment/rows";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import { variantsOf } from "../../../../engine/experiment/variants";
import { type FinishedNetwork, predictNodes, reachOf } from "../../../../engine/tasks/nodes/apply";
import type { NodesExperiment } from "../../../../engine/tasks/nodes/spec";
import { inputError } from "../../data/source";
import { collect, ofKind, wasm } from "../../experiment/runs";
import { MemoryFiles, PowerCut } from "../../memory-files";
import { graphHost, networkOf } from "./graphs";

const folder = "/runs/one";
/** Dropout, Adam, the window of the stop rule, and the best epoch of several that are not the last. */
const experiment: NodesExperiment = {
  task: "nodes",
  data: { file: "graph.csv" },
  model: { kind: "gcn", hidden: 8 },
  train: { epochs: 8, keep: "best", stopRule: "windowMean", earlyStopping: 3, learningRate: 0.2, seeds: [1, 2] },
};
const breathe = async () => undefined;

/** What a run comes to: all that must be the same whatever happened on the way. */
function results(files: MemoryFiles): Map<string, Uint8Array> {
  const lasting = /\/(model\.safetensors|verdict\.json)$/;
  return new Map([...files.contents].filter(([path]) => lasting.test(path)).sort());
}

describe("a run on nodes in its folder", () => {
  let graph: EdgeNetwork;
  let files: MemoryFiles;
  let whole: Map<string, Uint8Array>;
  let cost = 0;

  const host = (of: MemoryFiles) => graphHost(graph, of);
  const often = { checkpointSeconds: 0 };
  const begin = (of: MemoryFiles, control?: RunControl, given = experiment, at = folder) =>
    runExperiment(given, "/data", { host: host(of), folder: at, control, ...often });
  const goOn = (of: MemoryFiles) => resumeRun(folder, { host: host(of), ...often });

  before(async () => {
    graph = await networkOf(blockGraph(5, { size: 20 }));
    files = new MemoryFiles();
    const { fault } = await collect(begin(files));
    assert.equal(fault, undefined);
    whole = results(files);
    cost = files.spent;
    assert.equal(whole.size, 3);
  });

  it("gives the same bits after a power cut at any of 8 points", async () => {
    const random = new Random(3);
    let resumed = 0;
    for (let i = 0; i < 8; i++) {
      const cut = new MemoryFiles();
      host(cut);
      cut.power = Math.floor(random.uniform() * cost);
      await collect(begin(cut)).catch((error) => assert.ok(error instanceof PowerCut, String(error)));
      cut.power = Number.POSITIVE_INFINITY;
      await readEvents(cut, folder);
      const there = (await cut.stat(`${folder}/experiment.json`)) !== null;
      if (there) resumed++;
      const { fault } = await collect(there ? goOn(cut) : begin(cut));
      assert.equal(fault, undefined);
      assert.deepEqual(results(cut), whole, `cut after ${i}`);
    }
    assert.ok(resumed > 5, `${resumed} of 8 runs could resume`);
  });

  it("stops where it is asked to, and goes on from there", async () => {
    const stopped = new MemoryFiles();
    const control = new RunControl();
    for await (const event of begin(stopped, control)) {
      if (event.event === "epoch" && event.epoch === 4) control.stop();
      if (event.event === "end") assert.equal(event.status, "stopped");
    }
    const { events } = await collect(goOn(stopped));
    assert.equal(ofKind(events, "start")[0].resumed, 4);
    assert.equal(ofKind(events, "epoch")[0].epoch, 5);
    assert.deepEqual(results(stopped), whole);
  });

  it("refuses to go on with another graph", async () => {
    const stopped = new MemoryFiles();
    const control = new RunControl();
    for await (const event of begin(stopped, control)) if (event.event === "epoch") control.stop();
    const other = { ...graphHost({ ...graph, hash: "4567" }, stopped) };
    await assert.rejects(
      collect(resumeRun(folder, { host: other })),
      inputError(/data have changed since the run began/),
    );
  });

  it("answers for nodes as for rows: pages of a confusion cell, with lines", async () => {
    const pages = new RowPages(files);
    const query = { run: folder, member: 0, split: "test" as const, sort: "error" as const, offset: 0, count: 5 };
    const all = await pages.page(query);
    assert.equal(all.total, 30);
    for (const { row, line, truth } of all.rows) {
      assert.equal(line, graph.nodeLines![row]);
      assert.equal(truth, ["a", "b", "c"][row % 3]);
    }
    const [{ error }, { error: next }] = all.rows;
    assert.ok(error >= next);
    const [summary] = await summarizeRuns(files, "/runs", new Set());
    assert.equal(summary.task, "nodes");
    assert.equal(summary.metric!.name, "accuracy");
  });

  it("predicts nodes of the same graph as the run did, and of another one", async () => {
    const finished = (await loadModel(files, folder, 1)) as FinishedNetwork;
    const { predictions } = await predictNodes(finished, graph, wasm, breathe);
    const page = await new RowPages(files).page({ run: folder, member: 1, sort: "row", offset: 0, count: 60 });
    const classes = ["a", "b", "c"];
    for (const { row, truth, error } of page.rows) {
      const probability = predictions[3 * row + classes.indexOf(truth)];
      assert.ok(Math.abs(1 - probability - error) < 1e-5);
    }
    const other = await networkOf(blockGraph(6, { size: 25 }));
    assert.equal((await predictNodes(finished, other, wasm, breathe)).predictions.length, 225);
    const poorer = { ...other, nodeColumns: other.nodeColumns.slice(1) };
    await assert.rejects(
      predictNodes(finished, poorer, wasm, breathe),
      inputError(/column “x1”.* is not in this table/),
    );
  });

  it("says what the layers of a node collect", async () => {
    const finished = (await loadModel(files, folder)) as FinishedNetwork;
    const { layers } = await reachOf(finished, graph, 7, wasm, breathe);
    assert.equal(layers.length, 2);
    const neighbours = new Set([7]);
    graph.sources.forEach((source, edge) => {
      if (source === 7) neighbours.add(graph.targets[edge]);
      if (graph.targets[edge] === 7) neighbours.add(source);
    });
    assert.deepEqual(new Set(layers[0].contributions.map(({ node }) => node)), neighbours);
    const own = layers[0].contributions.find(({ node }) => node === 7)!;
    assert.equal(own.id, "n8");
    assert.equal(own.line, graph.nodeLines![7]);
    // Â_uu = 1/(d + 1).
    assert.ok(Math.abs(own.weight - 1 / neighbours.size) < 1e-12);
    await assert.rejects(reachOf(finished, graph, 60, wasm, breathe), inputError(/no node 60/));
  });

  it("compares models, each with its own published protocol, on the same splits", async () => {
    const variants = variantsOf({ ...experiment, train: { seeds: [1], learningRate: 9 } }, "model=gcn,mlp");
    assert.deepEqual(
      variants.map(({ name, experiment: { model, train } }) => ({ name, model, train })),
      [
        { name: "gcn", model: { kind: "gcn" }, train: { seeds: [1] } },
        { name: "mlp", model: { kind: "mlp" }, train: { seeds: [1] } },
      ],
    );
    const folders: string[] = [];
    for (const { name, experiment: variant } of variants) {
      folders.push(`/over/${name}`);
      await collect(begin(files, undefined, variant as NodesExperiment, `/over/${name}`));
    }
    const { rows, metrics, sentence } = await compareRuns(files, folders, ["gcn", "mlp"]);
    assert.deepEqual(metrics, ["accuracy", "macroF1", "logLoss"]);
    assert.ok(rows[0].values.accuracy.value > rows[1].values.accuracy.value);
    assert.match(sentence, /gcn .* is better than mlp .* on the 30 nodes that both held out/);
    assert.throws(() => variantsOf(experiment, "model=gcn,gnc"), inputError(/--over model=gnc: .*gnc/));
  });
});
