// The lenses on line 0: what they say of data and of experiments.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, lensTitles, openFile, openText } from "./support";

async function lens(document: vscode.TextDocument, pattern: RegExp): Promise<string[]> {
  return eventually(`a lens like ${pattern}`, async () => {
    const titles = await lensTitles(document);
    return titles.some((title) => pattern.test(title)) && titles;
  });
}

describe("lenses", () => {
  afterEach(closeAll);

  it("name the likeliest target, its classes and the table's size", async () => {
    const document = await openFile("customers.csv");
    const titles = await lens(document, /Predict/);
    assert.deepEqual(titles, ["▶ Predict churned · 2 classes · 800 rows × 7", "Choose target…"]);
  });

  it("follow unsaved text", async () => {
    const document = await openText("unsaved.csv", "a,b,class\n1,2,x\n2,1,y\n3,1,x\n1,4,y\n");
    await lens(document, /4 rows × 2/);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount, 0), "5,2,x\n6,1,y\n");
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    await lens(document, /6 rows × 2/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("offer to run an experiment, and only what works", async () => {
    const document = await openFile("spirals.lens.json");
    assert.deepEqual(await lens(document, /Run/), ["▶ Run", "Compare models…"]);
  });

  it("leave JSON files alone that are no tables", async () => {
    const document = await openText("settings.json", '{ "colour": "red", "sizes": [1, 2, 3] }\n');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(await lensTitles(document), []);
  });

  it("go away where a person does not want them", async () => {
    const document = await openFile("customers.csv");
    await lens(document, /Predict/);
    const settings = vscode.workspace.getConfiguration("neuralLens");
    await settings.update("codeLens.enabled", false, vscode.ConfigurationTarget.Global);
    try {
      await eventually("no lens", async () => (await lensTitles(document)).length === 0);
    } finally {
      await settings.update("codeLens.enabled", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
