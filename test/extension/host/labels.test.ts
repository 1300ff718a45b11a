// Several labels at once in VS Code: the lens on a table, experiments with their columns and files, pictures with a table of labels.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { drawShape, shapeNames } from "../../../engine/data/generate/shapes";
import { writePicture } from "../../../engine/data/image";
import { closeAll, eventually, inWorkspace, lensesOf, listening, openText } from "./support";

/** Rows of two measurements, each of which a label follows, a third label that goes with the first, and a class. */
function labelled(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [x, y] = [Math.sin(7 * i), Math.cos(11 * i)];
    return `${x.toFixed(3)},${y.toFixed(3)},${x > y ? "day" : "night"},${Number(x > 0)},${Number(y > 0)},${Number(x > 0.5)}`;
  });
  return `x,y,class,label_right,label_up,label_far\n${lines.join("\n")}\n`;
}

const lenses = (document: vscode.TextDocument, pattern: RegExp) =>
  eventually(`a lens like ${pattern}`, async () => {
    const found = await lensesOf(document);
    return found.some(({ title }) => pattern.test(title)) && found;
  });

const storedExperiment = (folder: string) => JSON.parse(readFileSync(join(folder, "experiment.json"), "utf8"));

describe("labels", () => {
  afterEach(closeAll);

  it("are what the first lens of their table predicts", () =>
    listening(async (heard) => {
      const document = await openText("labelled.csv", labelled(60));
      const [first, ...others] = await lenses(document, /Predict/);
      assert.match(first.title, /^▶ Predict 3 labels · 60 rows · 1\.\d+ labels a row$/);
      assert.deepEqual(
        others.map(({ title }) => title),
        ["▶ Predict class · 2 classes · 60 rows × 5", "Choose target…"],
      );
      await vscode.commands.executeCommand(first.command, ...(first.arguments ?? []));
      const { folder } = await heard.first("labels");
      await vscode.commands.executeCommand("neuralLens.stopRun", folder);
      const { event } = await heard.end();
      assert.notEqual(event.status, "failed", event.reason);
      const { task, data } = storedExperiment(folder);
      assert.deepEqual([task, data.labels], ["labels", ["label_right", "label_up", "label_far"]]);
    }));

  it("have their columns and files completed, explained, underlined and mended", async () => {
    await openText("labelled.csv", labelled(60));
    writeFileSync(inWorkspace("labelled.xml").fsPath, "<labels/>");
    writeFileSync(inWorkspace("words.txt").fsPath, "right 1 0\nup 0 1\n");
    const text =
      '{ "task": "labels", "data": { "file": "labelled.csv", "labels": ["label_rihgt", "label_up"], "vectors": "" }, "model": { "layers": [], "backbone": "nowhere", "head": "" } }';
    const document = await openText("labelled.lens.json", text);
    const underlined = await eventually("a run that is not there", () => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === "unknown-file");
      return found.length > 0 && found;
    });
    assert.deepEqual(
      underlined.map(({ range }) => document.getText(range)),
      ['"nowhere"'],
    );
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, underlined[0].range, '""');
    await vscode.workspace.applyEdit(edit);
    const [unknown] = await eventually("a column that is not there", () => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === "unknown-column");
      return found.length > 0 && found;
    });
    assert.equal(document.getText(unknown.range), '"label_rihgt"');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      unknown.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit }) => edit)!;
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.deepEqual(JSON.parse(document.getText()).data.labels, ["label_right", "label_up"]);
    const behind = (before: string) => document.positionAt(document.getText().indexOf(before) + before.length);
    const complete = async (before: string) => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        behind(before),
      );
      return items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    assert.deepEqual((await complete('"labels": ["')).slice(0, 4), ["label_right", "label_up", "label_far", "x"]);
    const vectors = await complete('"vectors": "');
    assert.ok(vectors.includes("words.txt") && !vectors.includes("labelled.xml"), `${vectors}`);
    assert.ok((await complete('"head": "')).includes("hypergraph"));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      behind('"label_r'),
    );
    assert.match(
      hover.contents.map((one) => (typeof one === "string" ? one : one.value)).join("\n"),
      /number · 0 to 1/,
    );
    await document.save();
  });

  it("of pictures are those of the table that a person picks, and so is the run", () =>
    listening(async (heard) => {
      const album = inWorkspace("marks");
      mkdirSync(album.fsPath, { recursive: true });
      const lines = await Promise.all(
        Array.from({ length: 16 }, async (_, i) => {
          const { bytes } = await writePicture(drawShape(shapeNames[i % 4], 16, i).picture, "png");
          writeFileSync(join(album.fsPath, `${i}.png`), bytes);
          return `${i}.png,${Number(i % 2 === 0)},${Number(i % 4 > 1)}`;
        }),
      );
      writeFileSync(join(album.fsPath, "labels.csv"), `name,even,high\n${lines.join("\n")}\n`);
      const command = vscode.commands.executeCommand("neuralLens.predictLabels", album);
      await eventually("a run", async () => {
        // Does nothing where no list asks.
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return heard.events.length > 0;
      });
      await command;
      const { folder } = await heard.first("start");
      await vscode.commands.executeCommand("neuralLens.stopRun", folder);
      const { event } = await heard.end();
      assert.notEqual(event.status, "failed", event.reason);
      const { task, data } = storedExperiment(folder);
      assert.deepEqual([task, data.file.split("/").at(-1), data.channels], ["labels", "marks", "grey"]);
      assert.match(data.labels, /marks\/labels\.csv$/);
    }));
});
