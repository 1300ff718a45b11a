// Runs from a command to their folder: done, failed, queued, stopped and resumed, with the engine killed in between.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Experiment } from "../../../engine";
import { longRun } from "./long-run";
import {
  closeAll,
  eventually,
  inWorkspace,
  lensesOf,
  listening,
  openExperiment,
  openFile,
  openText,
  threads,
} from "./support";

const short: Experiment = { ...longRun, train: { ...longRun.train, epochs: 5 } };

const run = (uri: vscode.Uri) => vscode.commands.executeCommand("neuralLens.runExperiment", uri);

describe("training", () => {
  afterEach(closeAll);

  it("goes from a table to a verdict in a run folder", () =>
    listening(async (heard) => {
      await openFile("customers.csv");
      await vscode.commands.executeCommand("neuralLens.train");
      const { folder, event } = await heard.end();
      assert.equal(event.status, "done", event.reason);
      assert.ok("accuracy" in event.metrics && "majority" in event.baselines);
      assert.ok(folder.startsWith(inWorkspace(".lens/runs").fsPath), folder);
      const verdict = JSON.parse(readFileSync(join(folder, "verdict.json"), "utf8"));
      assert.match(verdict.sentence, /\S/);
      for (const name of ["experiment.json", join(verdict.bestMember, "model.safetensors")]) {
        assert.ok(existsSync(join(folder, name)), name);
      }
      await eventually("the panel", () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .some(({ label, input }) => label === "customers" && input instanceof vscode.TabInputWebview),
      );
    }));

  it("hears of the epochs that the lens's command trains", async () => {
    const document = await openFile("friedman.csv");
    const lens = await eventually("the lens", async () => {
      const found = await lensesOf(document);
      return found.find(({ title }) => title.includes("Predict"));
    });
    await listening(async (heard) => {
      const command = vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
      await heard.first("epoch");
      await command;
      assert.equal((await heard.end()).event.status, "done");
    });
  });

  it("leaves the extension host its turns, in a long run and in a burst of epochs", () =>
    listening(async (heard) => {
      const busy = await openExperiment("busy.lens.json", { ...longRun, train: { ...longRun.train, epochs: 200 } });
      for (const uri of [busy.uri, inWorkspace("from-scratch.lens.json")]) {
        const from = heard.events.length;
        await run(uri);
        let turns = 0;
        const timer = setInterval(() => turns++, 1);
        assert.equal((await heard.end(from)).event.status, "done");
        clearInterval(timer);
        // Who computes in this process, or awaits all epochs before the first, leaves none.
        assert.ok(turns >= 5, `${turns} turns`);
      }
    }));

  it("says which op and step made the loss no number, and what to change", () =>
    listening(async (heard) => {
      const { uri } = await openExperiment("diverges.lens.json", {
        task: "regress",
        data: { file: "friedman.csv", target: "y" },
        model: { layers: [{ dense: 32, activation: "relu" }] },
        standardizeTarget: false,
        train: { optimizer: "gradientDescent", learningRate: 1e6, epochs: 50, batch: 32, seeds: [1] },
      });
      await run(uri);
      const { event } = await heard.end();
      assert.equal(event.status, "failed");
      assert.match(event.reason ?? "", /step/);
      assert.match(event.reason ?? "", /learningRate|learning rate/);
    }));

  it("takes one run at a time; others queue", () =>
    listening(async (heard) => {
      const { uri } = await openExperiment("queue.lens.json", short);
      await Promise.all([run(uri), run(uri)]);
      await eventually("two ends", () => heard.events.filter(({ event }) => event.event === "end").length === 2);
      const kinds = heard.events.flatMap(({ event }) => (/^(start|end)$/.test(event.event) ? [event.event] : []));
      assert.deepEqual(kinds, ["start", "end", "start", "end"]);
    }));

  it("pauses and goes on", () =>
    listening(async (heard) => {
      const { uri } = await openExperiment("pauses.lens.json", longRun);
      await run(uri);
      await heard.first("epoch");
      await vscode.commands.executeCommand("neuralLens.pauseRun");
      // What was on its way when the pause began still comes.
      await eventually("nothing that happens while it pauses", async () => {
        const before = heard.events.length;
        await new Promise((resolve) => setTimeout(resolve, 400));
        return heard.events.length === before;
      });
      const paused = heard.events.length;
      await vscode.commands.executeCommand("neuralLens.continueRun");
      await heard.first("epoch", paused);
      await vscode.commands.executeCommand("neuralLens.stopRun");
      assert.equal((await heard.end()).event.status, "stopped");
    }));

  it("stops at once and resumes", () =>
    listening(async (heard) => {
      const { uri } = await openExperiment("stops.lens.json", { ...longRun, train: { ...longRun.train, epochs: 400 } });
      await run(uri);
      await heard.first("epoch");
      await vscode.commands.executeCommand("neuralLens.stopRun");
      const { folder, event } = await heard.end();
      assert.equal(event.status, "stopped");
      const from = heard.events.length;
      await vscode.commands.executeCommand("neuralLens.resumeRun", folder);
      const start = await heard.first("start", from);
      assert.equal(start.folder, folder);
      assert.ok((start.event.resumed ?? 0) > 0, "goes on after the epochs that it had");
      assert.equal((await heard.end(from)).event.status, "done");
    }));

  it("survives an engine that dies: the run keeps its checkpoint, the next call starts a new engine", () =>
    listening(async (heard) => {
      const { uri } = await openExperiment("dies.lens.json", { ...longRun, train: { ...longRun.train, epochs: 400 } });
      await run(uri);
      await heard.first("epoch");
      const engines = threads.length;
      assert.ok(engines > 0, "no worker thread was seen");
      for (const engine of threads) await engine.terminate();
      const { event, folder } = await heard.end();
      assert.equal(event.status, "stopped");
      assert.match(event.reason ?? "", /engine ended unexpectedly/);
      const from = heard.events.length;
      await vscode.commands.executeCommand("neuralLens.resumeRun", folder);
      assert.equal((await heard.end(from)).event.status, "done");
      assert.ok(threads.length > engines, "no new engine was started");
    }));

  it("compares runs in a panel, and runs one again in a new folder", () =>
    listening(async (heard) => {
      const { uri } = await openExperiment("twice.lens.json", short);
      await run(uri);
      const first = await heard.end();
      const from = heard.events.length;
      await run(uri);
      const second = await heard.end(from);
      assert.notEqual(first.folder, second.folder);
      assert.deepEqual(first.event.metrics, second.event.metrics, "the same bits");
      await vscode.commands.executeCommand("neuralLens.compareRuns", [first.folder, second.folder]);
      await eventually("the comparison", () =>
        vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label === "Compare 2 runs"),
      );
    }));

  it("leaves nothing behind of a table that cannot be trained on", async () => {
    const { uri } = await openText("header-only.csv", "a,b,class\n");
    await vscode.commands.executeCommand("neuralLens.train", uri);
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await eventually("no panel", () => !labels().includes("header-only"));
    const runs = readdirSync(inWorkspace(".lens/runs").fsPath);
    assert.deepEqual(
      runs.filter((name) => name.includes("header-only")),
      [],
    );
  });

  it("says so when the data file is gone", () =>
    listening(async (heard) => {
      await openText("gone.csv", "a,class\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n");
      const { uri } = await openExperiment("gone.lens.json", {
        task: "classify",
        data: { file: "gone.csv", target: "class" },
      });
      rmSync(inWorkspace("gone.csv").fsPath);
      await run(uri);
      const { event } = await heard.end();
      assert.equal(event.status, "failed");
      assert.match(event.reason ?? "", /gone\.csv/);
    }));
});
