// Networks on pictures in VS Code: learned from the Explorer's command and from experiment files, and applied without overwriting.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { drawShape, type ShapeName } from "../../../engine/data/generate/shapes";
import { writePicture } from "../../../engine/data/image";
import { closeAll, eventually, inWorkspace, lensesOf, listening, openExperiment, openFile, openText } from "./support";

const storedExperiment = (folder: string) => JSON.parse(readFileSync(join(folder, "experiment.json"), "utf8"));

/** Small drawn pictures in a folder of the workspace. */
async function draw(name: string, shape: ShapeName, count: number, part: "picture" | "mask" = "picture") {
  const folder = inWorkspace(name);
  mkdirSync(folder.fsPath, { recursive: true });
  for (let i = 0; i < count; i++) {
    const { bytes } = await writePicture(drawShape(shape, 16, i)[part], "png");
    writeFileSync(join(folder.fsPath, `${i}.png`), bytes);
  }
  return folder;
}

const pngsIn = (path: string) => readdirSync(path).filter((name) => name.endsWith(".png"));

/** Files and their bytes, without those that are being written. */
const contents = ({ fsPath }: vscode.Uri) =>
  new Map(pngsIn(fsPath).map((name) => [name, readFileSync(join(fsPath, name)).toString("hex")]));

describe("networks on pictures", () => {
  afterEach(closeAll);

  it("learn the classes of folders, by the first of what can be picked", () =>
    listening(async (heard) => {
      for (const shape of ["disc", "ring"] as const) await draw(`kinds/${shape}`, shape, 6);
      const command = vscode.commands.executeCommand("neuralLens.trainPictures", inWorkspace("kinds"));
      await eventually("a run", async () => {
        // Does nothing before the list is there.
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return heard.events.length > 0;
      });
      await command;
      const { folder, event } = await heard.end();
      assert.equal(event.status, "done", event.reason);
      const { task, data } = storedExperiment(folder);
      assert.deepEqual([task, data.size, data.channels], ["classify", [16, 16], "grey"]);
    }));

  it("run from an experiment, and are applied to a folder under new names", () =>
    listening(async (heard) => {
      const clean = await draw("clean", "disc", 4);
      const { uri } = await openExperiment("clean.lens.json", {
        task: "restore",
        data: { file: "clean", split: { validation: 0.25, test: 0.25, seed: 1 } },
        degradation: { noise: 25 },
        patch: { size: 8, count: 8 },
        train: { epochs: 2, seeds: [1] },
      });
      const document = await openFile("clean.lens.json");
      const [lens] = await eventually("its lens", async () => {
        const lenses = await lensesOf(document);
        return lenses.length > 0 && lenses;
      });
      assert.equal(lens.title, "▶ Run");
      await vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
      const { folder, event } = await heard.end();
      assert.equal(event.status, "done", event.reason);
      assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
      const before = contents(clean);
      for (const [round, count] of [4, 8, 12].entries()) {
        assert.equal(contents(clean).size, count);
        const command = vscode.commands.executeCommand("neuralLens.applyRun", { folder });
        await eventually("new files", async () => {
          // The pictures that it has learned from come first; does nothing before the list is there.
          await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
          return pngsIn(clean.fsPath).length > count;
        });
        await command;
        assert.equal(contents(clean).size, count + 4, `round ${round + 1} in ${folder}`);
      }
      for (const [name, bytes] of before) assert.equal(contents(clean).get(name), bytes, `${name} has changed`);
    }));

  it("have folders underlined that are not there, and no models to compare where classes are those of folders", async () => {
    await draw("kinds/disc", "disc", 1);
    const data = { file: "kinds", masks: "nowhere" };
    const wrong = await openText("nowhere.lens.json", JSON.stringify({ task: "segment", data }));
    const [problem] = await eventually("a problem", () => {
      const found = vscode.languages.getDiagnostics(wrong.uri);
      return found.length > 0 && found;
    });
    assert.equal(wrong.getText(problem.range), '"nowhere"');
    assert.match(problem.message, /no file nowhere/);
    const kinds = await openExperiment("kinds.lens.json", { task: "classify", data: { file: "kinds" } });
    const titles = await eventually("lenses", async () => {
      const lenses = await lensesOf(kinds);
      return lenses.length > 0 && lenses.map(({ title }) => title);
    });
    assert.ok(!titles.some((title) => /Compare models/.test(title)), `${titles}`);
  });

  it("complete the folders that hold pictures, in themselves or in folders of classes", async () => {
    await draw("kinds/disc", "disc", 1);
    const text = '{ "task": "segment", "data": { "file": "", "masks": "" } }';
    const document = await openText("folders.lens.json", text);
    for (const key of ['"file": "', '"masks": "']) {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        document.positionAt(text.indexOf(key) + key.length),
      );
      const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
      for (const name of ["kinds", "kinds/disc"]) assert.ok(labels.includes(name), `${name} of ${labels}`);
    }
  });
});
