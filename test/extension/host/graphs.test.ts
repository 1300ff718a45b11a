// Graphs in VS Code: what lenses say of their files, which files are left alone, the panel beside the editor, other directions.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, inWorkspace, lensesOf, lensTitles, openFile, openText } from "./support";

async function graphLenses(document: vscode.TextDocument): Promise<vscode.Command[]> {
  return eventually(`a lens of ${document.fileName}`, async () => {
    const lenses = await lensesOf(document);
    return lenses.some(({ title }) => /nodes/.test(title)) && lenses;
  });
}

const titles = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab) => (tab.input instanceof vscode.TabInputWebview ? [tab.label] : []));

describe("graphs", () => {
  afterEach(closeAll);

  it("have a lens with nodes, edges, components, direction and weights, and those that train and compare", async () => {
    const [spectrum, predict, choose, compare, kind, ...others] = await graphLenses(
      await openFile("graphs/karate.csv"),
    );
    assert.equal(spectrum.title, "▶ Spectrum · 34 nodes · 78 edges");
    assert.equal(kind.title, "1 component · undirected · unweighted");
    assert.deepEqual(
      [spectrum.command, (spectrum.arguments as vscode.Uri[])[0].fsPath],
      ["neuralLens.openGraph", inWorkspace("graphs/karate.csv").fsPath],
    );
    assert.equal(predict.title, "▶ Predict side · 2 classes");
    assert.equal(predict.command, "neuralLens.train");
    assert.deepEqual([choose.title, choose.command], ["Predict…", "neuralLens.trainGraph"]);
    assert.deepEqual([compare.title, compare.command], ["Compare models…", "neuralLens.compareModels"]);
    assert.deepEqual(others, [], "the list of edges is no table to learn");
  });

  it("are told from tables and from prose by what their files hold", async () => {
    const edges = await openText("edges.csv", "source,target,weight\na,b,2\nb,c,1\nd,d,1\n");
    const lenses = await graphLenses(edges);
    assert.match(lenses[0].title, /4 nodes · 2 edges$/);
    assert.match(lenses.at(-1)?.title ?? "", /^2 components · \w+ · weighted/);
    const notes = await openText("notes.txt", "Things to do\nbuy 3 apples\nread 2 books\n");
    const table = await openFile("customers.csv");
    await eventually("the lens of the table", async () => (await lensTitles(table)).length > 0);
    assert.ok(!(await lensTitles(table)).some((title) => /nodes/.test(title)));
    await vscode.window.showTextDocument(notes);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(await lensTitles(notes), []);
  });

  it("follow unsaved text, and say what is wrong on one line", async () => {
    const document = await openText("small.net", "*Vertices 3\n*Edges\n1 2\n2 3\n");
    await graphLenses(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount, 0), "1 7\n");
    await vscode.workspace.applyEdit(edit);
    await eventually("the fault", async () =>
      (await lensTitles(document)).some((title) => /\$\(warning\)/.test(title)),
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("open in a panel beside the editor, once each", async () => {
    await openFile("graphs/karate.csv");
    await vscode.commands.executeCommand("neuralLens.openGraph");
    await eventually("the panel", () => titles().includes("karate.csv"));
    await vscode.commands.executeCommand("neuralLens.openGraph", inWorkspace("graphs/karate.csv"));
    assert.equal(titles().filter((title) => title === "karate.csv").length, 1);
  });
});
