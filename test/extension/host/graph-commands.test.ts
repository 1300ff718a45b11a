// Commands on graphs: links and whole graphs learned, models compared on the same seeds, tables opened as graphs of nearest rows.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Experiment } from "../../../engine";
import {
  closeAll,
  eventually,
  inWorkspace,
  type Listening,
  lensesOf,
  listening,
  openExperiment,
  openFile,
  openText,
} from "./support";

const tabs = () =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input, label }) => (input instanceof vscode.TabInputWebview ? [label] : []));

const storedExperiment = (folder: string) => JSON.parse(readFileSync(join(folder, "experiment.json"), "utf8"));

/** Folders of the runs that have ended, once there are so many. */
async function ends(heard: Listening, count: number): Promise<string[]> {
  const ended = await eventually(
    `${count} ends`,
    () => {
      const all = heard.events.filter(({ event }) => event.event === "end");
      return all.length >= count && all;
    },
    60_000,
  );
  for (const { event } of ended) assert.ok(event.event === "end" && event.status === "done", JSON.stringify(event));
  return ended.map(({ folder }) => folder);
}

/** A ladder of so many rungs. */
const ladder = (rungs: number) =>
  Array.from({ length: rungs }, (_, i) => `a${i} b${i}\na${i} a${i + 1}\nb${i} b${i + 1}\n`).join("");

describe("commands on graphs", () => {
  afterEach(closeAll);

  it("learn links where nothing is known of the nodes", () =>
    listening(async (heard) => {
      const document = await openText("ladder.edges", ladder(8));
      const [, predict, compare] = await eventually("the lenses", async () => {
        const lenses = await lensesOf(document);
        return lenses.length > 1 && lenses;
      });
      assert.deepEqual([predict.title, compare.title], ["▶ Predict links", "Compare models…"]);
      await vscode.commands.executeCommand(predict.command, ...(predict.arguments ?? []));
      const [folder] = await ends(heard, 1);
      assert.equal(storedExperiment(folder).task, "links");
    }));

  it("learn the classes of a folder of graphs, by the first of what can be picked", () =>
    listening(async (heard) => {
      for (const [kind, last] of [
        ["rings", "4 0\n"],
        ["paths", ""],
      ]) {
        const folder = inWorkspace(`molecules/${kind}`).fsPath;
        mkdirSync(folder, { recursive: true });
        for (let i = 0; i < 6; i++) writeFileSync(join(folder, `${i}.edges`), `0 1\n1 2\n2 3\n3 4\n${last}`);
      }
      const command = vscode.commands.executeCommand("neuralLens.trainGraph", inWorkspace("molecules"));
      await eventually("a run", async () => {
        // Does nothing before the list is there.
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return heard.events.length > 0;
      });
      await command;
      const [folder] = await ends(heard, 1);
      const { task, data } = storedExperiment(folder);
      assert.deepEqual([task, data.target], ["graphs", "class"]);
    }));

  it("compare models of a graph and of a table: the same seeds and splits, then side by side", () =>
    listening(async (heard) => {
      const data = { file: "graphs/karate.csv", target: "side" };
      const graph: Experiment = { task: "nodes", data, model: { kind: "gat" }, train: { seeds: [5] } };
      const { uri } = await openExperiment("club.lens.json", graph);
      await vscode.commands.executeCommand("neuralLens.compareModels", uri, { models: ["gcn", "mlp"], seeds: 2 });
      const stored = (await ends(heard, 2)).map(storedExperiment);
      assert.deepEqual(
        stored.map(({ name, model, train }) => [name, model.kind, train.seeds]),
        [
          ["club gcn", "gcn", [1, 2]],
          ["club mlp", "mlp", [1, 2]],
        ],
      );
      assert.deepEqual(stored[0].data.split, stored[1].data.split);
      await eventually("the comparison", () => tabs().includes("Compare 2 runs"));
      await closeAll();

      const table: Experiment = {
        task: "classify",
        data: { file: "moons.csv", target: "moon" },
        train: { epochs: 2, seeds: [7] },
      };
      const other = await openExperiment("widths.lens.json", table);
      const lens = await eventually("the lens", async () =>
        (await lensesOf(other)).find(({ title }) => title === "Compare models…"),
      );
      const wish = { models: ["none", "8-4"], seeds: 1 };
      await vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []), wish);
      const widths = (await ends(heard, 4)).slice(2).map(storedExperiment);
      assert.deepEqual(
        widths.map(({ model, train }) => [model.layers.length, train.seeds, train.epochs]),
        [
          [0, [7], 2],
          [2, [7], 2],
        ],
      );
      await eventually("the comparison", () => tabs().includes("Compare 2 runs"));
    }));

  it("compare once more what was stopped and has been resumed", () =>
    listening(async (heard) => {
      const { uri } = await openExperiment("resumed.lens.json", {
        task: "classify",
        data: { file: "moons.csv", target: "moon" },
        train: { epochs: 300, earlyStopping: 300, batch: 16, seeds: [1] },
      });
      await vscode.commands.executeCommand("neuralLens.compareModels", uri, { models: ["64-64", "2"], seeds: 1 });
      const { folder } = await heard.first("epoch");
      await vscode.commands.executeCommand("neuralLens.stopRun");
      assert.equal((await heard.end()).event.status, "stopped");
      const others = await eventually("the other run's end", () => {
        const ended = heard.events.filter((one) => one.folder !== folder && one.event.event === "end");
        return ended.length > 0 && heard.events.length;
      });
      assert.ok(!tabs().includes("Compare 2 runs"), "one run alone is no comparison");
      await vscode.commands.executeCommand("neuralLens.resumeRun", folder);
      assert.equal((await heard.end(others)).event.status, "done");
      await eventually("the comparison", () => tabs().includes("Compare 2 runs"));
    }));

  it("open a table as a graph of nearest rows, in one panel whatever their number", async () => {
    await openFile("moons.csv");
    await vscode.commands.executeCommand("neuralLens.openNearest", undefined, 5);
    await eventually("the panel", () => tabs().includes("moons.csv"));
    await vscode.commands.executeCommand("neuralLens.openNearest", inWorkspace("moons.csv"), 7);
    assert.deepEqual(tabs(), ["moons.csv"]);
  });
});
