// Pictures in VS Code: the editor beside its own, commands on files and folders, batches that overwrite nothing, filter experiments.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { FilterEvent } from "../../../engine";
import { pictureExtensions } from "../../../engine/data/image/names";
import { drawPicture } from "../draw-picture";
import { closeAll, eventually, extension, inWorkspace, lensTitles, openFile, openText } from "./support";

const viewType = "neuralLens.picture";
const chain = { task: "filter", data: { file: "album" }, as: "opencv", steps: [{ kernel: "sharpen" }] };

const customTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputCustom ? [input] : []));

const ours = () =>
  customTabs()
    .filter((input) => input.viewType === viewType)
    .map(({ uri }) => uri.fsPath);

/** A folder of the workspace with so many pictures. */
async function album(name: string, count: number, width?: number, height?: number): Promise<vscode.Uri> {
  const folder = inWorkspace(name);
  mkdirSync(folder.fsPath, { recursive: true });
  for (let i = 1; i <= count; i++) await drawPicture(join(folder.fsPath, `p${i}.png`), width, height);
  return folder;
}

const filesOf = (folder: vscode.Uri) =>
  new Map(readdirSync(folder.fsPath).map((name) => [name, readFileSync(join(folder.fsPath, name)).toString("hex")]));

/** Listens to all batches while `work` runs. */
async function hearing(work: (heard: { folder: string; event: FilterEvent }[]) => Promise<void>): Promise<void> {
  const heard: { folder: string; event: FilterEvent }[] = [];
  const { onBatchEvent } = await extension().activate();
  const subscription = onBatchEvent(({ job, event }) => heard.push({ folder: job.folder, event }));
  try {
    await work(heard);
  } finally {
    subscription.dispose();
  }
}

async function ended(heard: { folder: string; event: FilterEvent }[], from = 0) {
  return eventually(
    "the end of a batch",
    () => {
      for (const { folder, event } of heard.slice(from)) if (event.event === "end") return { folder, event };
      return undefined;
    },
    60_000,
  );
}

describe("pictures", () => {
  afterEach(closeAll);

  it("are named in the manifest as the engine reads them, and are VS Code's own to open", async () => {
    const { contributes } = extension().packageJSON;
    const [editor] = contributes.customEditors;
    const patterns = editor.selector.map(({ filenamePattern }: { filenamePattern: string }) =>
      filenamePattern.slice(1),
    );
    assert.deepEqual(patterns.sort(), [...pictureExtensions].sort());
    assert.equal(editor.priority, "option");
    const all = [...JSON.stringify(contributes.menus).matchAll(/resourceExtname =~ (\/[^/]*\/i)/g)];
    const clauses = all.filter(([, pattern]) => pattern.includes("png"));
    assert.equal(clauses.length, 3);
    for (const [, pattern] of clauses) {
      const expression = new RegExp(JSON.parse(`"${pattern.slice(1, -2)}"`), "i");
      for (const ending of pictureExtensions) assert.match(ending.toUpperCase(), expression);
      assert.doesNotMatch(".csv", expression);
    }
    const folder = await album("single", 1);
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.joinPath(folder, "p1.png"));
    await eventually("VS Code's preview", () => customTabs().length === 1);
    assert.deepEqual(ours(), []);
  });

  it("open in the kernel lab beside their preview, again without a second tab, and come from a folder", async () => {
    const folder = await album("several", 3);
    const [first, second] = ["p1.png", "p2.png"].map((name) => vscode.Uri.joinPath(folder, name));
    await vscode.commands.executeCommand("vscode.openWith", first, viewType);
    await eventually("the lab", () => ours().length === 1);
    await vscode.commands.executeCommand("neuralLens.openPicture", second, [second, first]);
    await eventually("both", () => ours().length === 2);
    await vscode.commands.executeCommand("neuralLens.openPicture", second);
    assert.deepEqual(ours(), [first.fsPath, second.fsPath]);
    await closeAll();
    await vscode.commands.executeCommand("neuralLens.openPicture", folder, [folder]);
    await eventually("the folder's first", () => ours()[0] === first.fsPath);
    assert.equal(ours().length, 1);
    await closeAll();
    // One without pictures is said, and opens nothing.
    mkdirSync(inWorkspace("empty").fsPath, { recursive: true });
    await vscode.commands.executeCommand("neuralLens.openPicture", inWorkspace("empty"));
    assert.deepEqual(ours(), []);
  });

  it("open with the chain of an experiment", async () => {
    const folder = await album("album", 2);
    await openText("chain.lens.json", JSON.stringify(chain));
    await vscode.commands.executeCommand("neuralLens.openPicture", inWorkspace("chain.lens.json"));
    await eventually("its first picture", () => ours()[0] === join(folder.fsPath, "p1.png"));
  });

  it("are filtered as a batch under new names, and nothing is overwritten", () =>
    hearing(async (heard) => {
      const folder = await album("batch", 3);
      const before = filesOf(folder);
      const experiment = inWorkspace("batch.lens.json");
      await openText("batch.lens.json", JSON.stringify(chain));
      await vscode.commands.executeCommand("neuralLens.applyFilter", experiment, [folder]);
      const { folder: run, event } = await ended(heard);
      assert.deepEqual([event.status, event.done, event.failed, event.left], ["done", 3, 0, 0], event.sentence);
      assert.ok(run.startsWith(inWorkspace(".lens/runs").fsPath), run);
      const after = filesOf(folder);
      assert.equal(after.size, 6);
      for (const [name, bytes] of before) {
        assert.equal(after.get(name), bytes, `${name} has changed`);
      }
      const written = [...after.keys()].filter((name) => !before.has(name));
      for (const name of written) assert.notEqual(after.get(name), before.get("p1.png"), `${name} is not filtered`);
      await eventually("the report", () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .some(({ label, input }) => label === "sharpen" && input instanceof vscode.TabInputWebview),
      );
      // The Explorer's way: the folder first, and a single picture instead of all.
      const from = heard.length;
      await vscode.commands.executeCommand("neuralLens.applyFilter", vscode.Uri.joinPath(folder, "p1.png"), [
        vscode.Uri.joinPath(folder, "p1.png"),
        experiment,
      ]);
      const again = await ended(heard, from);
      assert.deepEqual([again.event.status, again.event.done], ["done", 1]);
      assert.equal(filesOf(folder).size, 7);
      for (const [name, bytes] of after) assert.equal(filesOf(folder).get(name), bytes, `${name} has changed`);
    }));

  it("are left where a batch is stopped, and done when it goes on", () =>
    hearing(async (heard) => {
      const folder = await album("long", 12, 1200, 900);
      await openText("long.lens.json", JSON.stringify({ ...chain, steps: [{ kernel: "median9" }] }));
      await vscode.commands.executeCommand("neuralLens.applyFilter", inWorkspace("long.lens.json"), [folder]);
      const first = await eventually("a picture", () => heard.find(({ event }) => event.event === "picture"), 60_000);
      await vscode.commands.executeCommand("neuralLens.stopRun", first.folder);
      const { event } = await ended(heard);
      assert.equal(event.status, "stopped");
      assert.ok(event.left > 0, "all were done before it stopped");
      assert.equal(readdirSync(folder.fsPath).length, 12 + event.done);
      const from = heard.length;
      await vscode.commands.executeCommand("neuralLens.resumeRun", first.folder);
      const last = await ended(heard, from);
      assert.deepEqual([last.event.status, last.event.done], ["done", 12]);
      assert.equal(readdirSync(folder.fsPath).length, 24);
    }));

  it("stay inside the workspace where an experiment names them", () =>
    hearing(async (heard) => {
      await openText("outside.lens.json", JSON.stringify({ ...chain, data: { file: "../.." } }));
      await vscode.commands.executeCommand("neuralLens.runExperiment", inWorkspace("outside.lens.json"));
      const { event } = await ended(heard);
      assert.equal(event.status, "failed");
      assert.match(event.reason ?? "", /inside the workspace/);
    }));
});

describe("filter experiments", () => {
  afterEach(closeAll);

  it("have lenses that apply and open them", async () => {
    await album("album", 2);
    const document = await openText("lens.lens.json", JSON.stringify(chain));
    const titles = await eventually("lenses", async () => {
      const found = await lensTitles(document);
      return found.length > 0 && found;
    });
    assert.deepEqual(titles, ["▶ Apply to album", "Apply to…", "Open in Neural Lens"]);
  });

  it("complete kernels by name, settings from the schema, and pictures", async () => {
    await album("album", 2);
    const text = '{ "task": "filter", "data": { "file": "" }, "as": "", "steps": [{ "kernel": "" }] }';
    const document = await openText("kernels.lens.json", text);
    const at = async (before: string) => {
      const position = document.positionAt(text.indexOf(before) + before.length);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        position,
      );
      return items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    const kernels = await at('"kernel": "');
    for (const name of ["sharpen", "gauss:1", "median3"]) assert.ok(kernels.includes(name), `${name} of ${kernels}`);
    const tools = await at('"as": "');
    for (const name of ["opencv", "pillow", "matlab"]) assert.ok(tools.includes(name), `${name} of ${tools}`);
    const files = await at('"file": "');
    for (const name of ["album", "album/p1.png"]) assert.ok(files.includes(name), `${name} of ${files}`);
    assert.ok(!files.includes("customers.csv"), "tables are no pictures");
  });

  it("have their problems underlined: kernels, settings that a tool lacks, files that are not there", async () => {
    const text = JSON.stringify({ ...chain, data: { file: "nowhere" }, steps: [{ kernel: "sharpn" }] });
    const document = await openText("wrong.lens.json", text);
    const found = await eventually("two problems", () => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length === 2 && all;
    });
    const said = found.map(({ range, message }) => `${document.getText(range)} ${message}`).sort();
    assert.match(said[0], /^"nowhere" There is no file nowhere/);
    assert.match(said[1], /^"sharpn" .*sharpen/);
  });

  it("run from a file that is not saved yet, and are known in the list of runs", () =>
    hearing(async (heard) => {
      const folder = await album("unsaved", 1);
      const document = await openText("unsaved.lens.json", JSON.stringify({ ...chain, data: { file: "album" } }));
      const edit = new vscode.WorkspaceEdit();
      const at = document.getText().indexOf("album");
      edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 5)), "unsaved");
      await vscode.workspace.applyEdit(edit);
      await vscode.commands.executeCommand("neuralLens.runExperiment", document.uri);
      const { folder: run } = await ended(heard);
      assert.equal(readdirSync(folder.fsPath).length, 2);
      assert.ok(existsSync(join(run, "experiment.json")));
      await openFile("unsaved.lens.json");
      // A batch that has ended does not go on, and has nothing to compare.
      await eventually("its lenses", async () => {
        const titles = await lensTitles(document);
        return titles.length === 3 && titles[0] === "▶ Apply to unsaved";
      });
    }));
});
