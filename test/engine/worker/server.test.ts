// The worker's calls over a pair of ports in memory: while it trains it answers, one run at a time.

import assert from "node:assert/strict";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";
import type { RunEvent } from "../../../engine/experiment/events";
import { readDataFile } from "../../../engine/experiment/run";
import { tableTasks } from "../../../engine/tasks";
import { completeTable } from "../../../engine/tasks/table/suggest";
import type { WorkerApi, WorkerEvents } from "../../../engine/worker/api";
import { connect } from "../../../engine/worker/channel";
import { startServer } from "../../../engine/worker/server";
import { inputError } from "../data/source";
import { experiment, filesWithTable, hostOf, wasm } from "../experiment/runs";
import { portPair, until } from "./ports";

function start(files = filesWithTable()) {
  const [port, other] = portPair();
  const { breathe } = hostOf(files);
  startServer({
    port: other,
    files,
    executor: async () => wasm,
    filters: async () => referenceFilterExecutor,
    solvers: () => Promise.reject(new Error("No graph is opened here.")),
    breathe,
  });
  const channel = connect<WorkerApi, WorkerEvents>(port);
  const heard: { folder: string; event: RunEvent }[] = [];
  channel.on("event", (event) => heard.push(event));
  return { files, channel, heard };
}

const path = "/data/points.csv";
/** Trains until it is stopped. */
const endless = {
  ...experiment,
  train: { ...experiment.train, epochs: 1_000_000, earlyStopping: 1_000_000, seeds: [1] },
};

describe("worker", () => {
  it("describes a file and unsaved text", async () => {
    const { channel } = start();
    const saved = await channel.call("describe", { path });
    assert.deepEqual([saved.rows, saved.columns.length], [90, 3]);
    const unsaved = await channel.call("describe", { path, text: "a,b\n1,x\n2,y\n" });
    assert.deepEqual([unsaved.rows, unsaved.columns.map(({ name }) => name)], [2, ["a", "b"]]);
    await assert.rejects(channel.call("describe", { path: "/data/none.csv" }), inputError(/no file at this path/));
    await assert.rejects(channel.call("describe", { path, text: "" }), inputError(/empty/, 1));
  });

  it("suggests a complete experiment, which stays as it is when it is completed again", async () => {
    const { files, channel } = start();
    const suggested = await channel.call("suggest", { source: { path } });
    assert.equal(suggested.data.file, "points.csv");
    const dataset = await readDataFile(files, path);
    const task = tableTasks[suggested.task];
    assert.deepEqual(task.complete(completeTable(suggested, dataset, "another")), suggested);
    const regress = await channel.call("suggest", { source: { path }, target: "x1" });
    assert.deepEqual([regress.task, regress.data.target], ["regress", "x1"]);
    await assert.rejects(channel.call("suggest", { source: { path }, target: "z" }), inputError(/no column “z”/));
  });

  it("answers while it trains, pauses, stops, and keeps what was said", async () => {
    const { channel, heard } = start();
    const folder = "/runs/a";
    const run = channel.call("run", { path, experiment: endless, folder });
    await until(() => heard.length > 5);
    assert.equal((await channel.call("describe", { path })).rows, 90);
    const [live] = await channel.call("runs", { root: "/runs" });
    assert.deepEqual([live.folder, live.status], [folder, "running"]);
    await assert.rejects(channel.call("run", { path, experiment, folder }), inputError(/being trained already/));
    await channel.call("pause", { folder, paused: true });
    // What was on its way when the pause began still comes; a run that never pauses never gets out of here.
    let before: number;
    do {
      before = heard.length;
      await new Promise((resolve) => setTimeout(resolve, 60));
    } while (heard.length > before);
    await channel.call("pause", { folder, paused: false });
    await until(() => heard.length > before);
    await channel.call("stop", { folder });
    await run;
    assert.ok(heard.every((one) => one.folder === folder));
    const end = heard.at(-1)!.event;
    assert.ok(end.event === "end" && end.status === "stopped");
    assert.deepEqual(
      await channel.call("events", { folder }),
      JSON.parse(JSON.stringify(heard.map(({ event }) => event))),
    );
    const [stopped] = await channel.call("runs", { root: "/runs" });
    assert.equal(stopped.status, "stopped");
  });

  it("trains one run after the other, and takes one that waits out of the queue", async () => {
    const { channel, heard } = start();
    const folders = ["/runs/1", "/runs/2", "/runs/3"];
    const runs = folders.map((folder, i) =>
      channel.call("run", { path, experiment: i === 0 ? endless : experiment, folder }),
    );
    await until(() => heard.length > 5);
    await channel.call("stop", { folder: folders[1] });
    await channel.call("stop", { folder: folders[0] });
    await Promise.all(runs);
    const order = heard.map(({ folder }) => folders.indexOf(folder));
    assert.deepEqual([...new Set(order)], [0, 2]);
    assert.deepEqual(order, [...order].sort());
    const summaries = await channel.call("runs", { root: "/runs" });
    assert.deepEqual(summaries.map(({ folder, status }) => [folder, status]).sort(), [
      ["/runs/1", "stopped"],
      ["/runs/3", "done"],
    ]);
    const done = summaries.find(({ status }) => status === "done");
    assert.equal(done?.metric?.name, "accuracy");
    assert.ok(done?.sentence);
  });

  it("places what does not suit in the experiment file, and keeps data inside the workspace", async () => {
    const { files, channel } = start();
    const file = "/data/points.lens.json";
    const run = async (text: string, workspace?: string) => {
      await files.write(file, text);
      await channel.call("run", { path: file, experiment: JSON.parse(text), folder: "/runs/z", workspace });
    };
    await assert.rejects(
      run('{ "task": "classify",\n"data": { "file": "points.csv", "target": "q" } }'),
      inputError(/no column "q"/, 2),
    );
    await assert.rejects(
      run('{ "task": "classify",\n"data": { "file": "points.csv" },\n"train": { "seeds": [1, 2, 1] } }'),
      inputError(/train.seeds names 1 twice/, 3),
    );
    for (const outside of ["../data/points.csv", "/data/points.csv", "../../x.csv"]) {
      const text = JSON.stringify({ task: "classify", data: { file: outside } });
      await assert.rejects(run(text, "/else"), inputError(/stays inside the workspace/, 1));
    }
    await run('{ "task": "classify", "data": { "file": "../data/points.csv" }, "train": { "epochs": 1 } }', "/data");
  });

  it("goes on with queued runs after one that could not begin", async () => {
    const { channel } = start();
    const wrong = channel.call("run", {
      path: "/data/none.csv",
      experiment: { ...experiment, data: { file: "none.csv" } },
      folder: "/runs/x",
    });
    const right = channel.call("run", { path, experiment, folder: "/runs/y" });
    await assert.rejects(wrong, inputError(/There is no data file none.csv here/));
    await right;
    const summaries = await channel.call("runs", { root: "/runs" });
    assert.deepEqual(
      summaries.map(({ folder }) => folder),
      ["/runs/y"],
    );
  });

  it("gives pages of predictions, by row and by error, and of a confusion cell", async () => {
    const { channel, heard } = start();
    const run = "/runs/rows";
    await channel.call("run", { path, experiment, folder: run });
    const query = { run, member: 0, offset: 0, count: 1000 };
    const all = await channel.call("rows", { ...query, sort: "row" });
    assert.equal(all.total, 90);
    assert.deepEqual(
      all.rows.map(({ row }) => row),
      Array.from({ length: 90 }, (_, i) => i),
    );
    assert.ok(all.rows.every(({ row, line }) => line === row + 2));
    const worst = await channel.call("rows", { ...query, sort: "error" });
    const errors = worst.rows.map(({ error }) => Math.abs(error));
    assert.deepEqual(
      errors,
      [...errors].sort((a, b) => b - a),
    );
    const page = await channel.call("rows", { ...query, sort: "error", offset: 10, count: 5 });
    assert.deepEqual([page.total, page.rows], [90, worst.rows.slice(10, 15)]);
    const sample = heard
      .map(({ event }) => event)
      .find((event) => event.event === "sample" && event.split === "train" && event.member === 0);
    assert.ok(sample?.event === "sample" && sample.confusion);
    for (const [truth, row] of sample.confusion.entries()) {
      for (const [prediction, count] of row.entries()) {
        const cell = await channel.call("rows", { ...query, sort: "row", split: "train", truth, prediction });
        assert.equal(cell.total, count);
      }
    }
    await assert.rejects(
      channel.call("rows", { ...query, run: "/data", sort: "row" }),
      inputError(/not the folder of a run/),
    );
  });

  it("compares finished runs on the rows that they share", async () => {
    const { channel } = start();
    const weak = {
      ...experiment,
      name: "weak",
      model: { layers: [{ dense: 1 as number }] },
      train: { ...experiment.train, epochs: 1 },
    };
    const strong = {
      ...experiment,
      name: "strong",
      model: { layers: [{ dense: 24, activation: "tanh" as const }] },
      train: { ...experiment.train, learningRate: 0.05, epochs: 400, earlyStopping: 400 },
    };
    await channel.call("run", { path, experiment: weak, folder: "/runs/weak" });
    await channel.call("run", { path, experiment: strong, folder: "/runs/strong" });
    const comparison = await channel.call("compare", { folders: ["/runs/weak", "/runs/strong"] });
    assert.deepEqual(comparison.metrics, ["accuracy", "macroF1", "logLoss"]);
    assert.deepEqual(
      comparison.rows.map(({ name }) => name),
      ["weak", "strong"],
    );
    const [low, high] = comparison.rows.map(({ values }) => values.accuracy.value);
    assert.ok(high > low);
    assert.match(comparison.sentence, /^strong \(accuracy .*\) (is better than weak|and weak .* cannot be told apart)/);
    const same = await channel.call("compare", { folders: ["/runs/weak", "/runs/weak"] });
    assert.match(same.sentence, /do exactly as well/);
    await assert.rejects(channel.call("compare", { folders: ["/runs/weak"] }), inputError(/Two runs at least/));
  });
});
