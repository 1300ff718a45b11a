// Experiments on graphs as text: columns of their nodes in completion, hover, problems and quick fixes.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, openText } from "./support";

const experiment = (data: string) => `{\n  "task": "nodes",\n  "data": { "file": "graphs/blocks.csv", ${data} }\n}\n`;

const positionOf = (document: vscode.TextDocument, text: string, after: number) =>
  document.positionAt(document.getText().indexOf(text) + after);

describe("experiments on graphs as text", () => {
  afterEach(closeAll);

  it("have a problem where the nodes lack a column, mended by the nearest one", async () => {
    const document = await openText("columns.lens.json", experiment('"target": "blck", "features": ["x1", "y2"]'));
    const problems = await eventually("two problems", () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.length === 2 && found;
    });
    assert.match(problems[0].message, /has no column "blck"; did you mean "block"\?/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      problems[0].range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ title }) => title === 'Change to "block"');
    assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)), actions.map(({ title }) => title).join());
    await eventually("one problem", () => vscode.languages.getDiagnostics(document.uri).length === 1);
    await document.save();
  });

  it("have a problem where there is no table of nodes", async () => {
    const document = await openText("table.lens.json", experiment('"nodes": "nobody.csv", "target": "block"'));
    const [problem] = await eventually("a problem", () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.length > 0 && found;
    });
    assert.equal(document.getText(problem.range), '"nobody.csv"');
  });

  it("complete and explain the columns of the nodes, the likeliest target first", async () => {
    const document = await openText("complete-nodes.lens.json", experiment('"target": "", "features": ["x1"]'));
    const list = await eventually("columns", async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        positionOf(document, '"target": "', '"target": "'.length),
      );
      return items.length > 0 && items;
    });
    const sorted = [...list].sort((a, b) => (a.sortText ?? "").localeCompare(b.sortText ?? ""));
    assert.equal(sorted[0].label, "block");
    assert.ok(sorted.some(({ label }) => label === "x3"));
    const hover = await eventually("a hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        positionOf(document, '"x1"', 2),
      );
      const texts = hovers.flatMap(({ contents }) => contents).map((one) => (one as vscode.MarkdownString).value);
      return texts.find((text) => /mean/.test(text));
    });
    assert.match(hover, /\*\*x1\*\*/);
  });
});
