// What the editor says while a person writes: problems at their line, quick fixes, completion, hovers.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, openFile, openText } from "./support";

const broken = `{
  "task": "classify",
  "data": { "file": "customers.csv", "target": "regoin" },
  "trains": { "epochs": 10 }
}
`;

async function problems(document: vscode.TextDocument, count: number): Promise<vscode.Diagnostic[]> {
  return eventually(`${count} problems`, () => {
    const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Neural Lens");
    return found.length >= count && found;
  });
}

async function fixes(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    kind,
  );
  return actions.filter(({ edit, command }) => edit || command?.command.startsWith("neuralLens."));
}

async function completions(document: vscode.TextDocument, before: string): Promise<string[]> {
  const position = document.positionAt(document.getText().indexOf(before) + before.length);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

async function hover(document: vscode.TextDocument, word: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(word) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents.map((one) => (typeof one === "string" ? one : one.value)))
    .join("\n");
}

describe("data files", () => {
  afterEach(closeAll);

  it("have their problems at the line where they stand", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i / 7},${i % 2 ? "x" : "y"}`);
    rows[11] = "1.5,x,surplus";
    const document = await openText("ragged.csv", `a,class\n${rows.join("\n")}\n`);
    const [first] = await problems(document, 1);
    assert.equal(first.range.start.line, 12);
    assert.match(first.message, /\S/);
  });

  it("that cannot be read say so once, at a line", async () => {
    const document = await openText("empty.csv", "");
    const found = await problems(document, 1);
    assert.equal(found.length, 1);
    assert.equal(found[0].severity, vscode.DiagnosticSeverity.Error);
    assert.match(found[0].message, /empty/);
  });

  it("show a column's profile over its header", async () => {
    const document = await openFile("spirals.csv");
    const text = await eventually("a hover", async () => (await hover(document, "arm")) || undefined);
    assert.match(text, /arm/);
    assert.match(text, /category/);
  });
});

describe("experiment files", () => {
  afterEach(closeAll);

  it("have unknown keys and columns marked where they stand", async () => {
    const document = await openText("broken.lens.json", broken);
    const found = await problems(document, 2);
    const places = found.map(({ range, message }) => `${document.getText(range)}: ${message}`).sort();
    assert.match(places[0], /^"regoin": .*no column "regoin".*"region"/);
    assert.match(places[1], /^"trains": .*no key "trains".*"train"/);
  });

  it("mend a column with its nearest name, and offer other targets", async () => {
    const document = await openText("mend-column.lens.json", broken);
    const found = (await problems(document, 2)).find(({ code }) => code === "unknown-column");
    assert.ok(found);
    const offered = await fixes(document, found.range);
    assert.equal(offered[0].title, 'Change to "region"');
    assert.ok(offered[0].edit && (await vscode.workspace.applyEdit(offered[0].edit)));
    assert.match(document.getText(), /"target": "region"/);
    await document.save();
  });

  it("mend a key with its nearest name", async () => {
    const document = await openText("mend-key.lens.json", broken);
    const found = (await problems(document, 2)).find(({ code }) => code === "schema");
    assert.ok(found);
    const [fix] = await fixes(document, found.range);
    assert.equal(fix.title, 'Change to "train"');
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.match(document.getText(), /"train": \{ "epochs": 10 \}/);
    await document.save();
  });

  it("leave out a column that gives the target away", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${Math.sin(i).toFixed(3)},${i % 2},${i % 2 ? "yes" : "no"}`);
    await openText("leak.csv", `a,answer,class\n${rows.join("\n")}\n`);
    const text = '{\n  "task": "classify",\n  "data": { "file": "leak.csv", "target": "class" }\n}\n';
    const document = await openText("leak.lens.json", text);
    const [found] = await problems(document, 1);
    assert.equal(found.code, "leak");
    const [fix] = await fixes(document, found.range);
    assert.equal(fix.title, 'Leave out the column "answer"');
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.deepEqual(JSON.parse(document.getText()).data.features, ["a"]);
    await document.save();
    await eventually("no problem", () => vscode.languages.getDiagnostics(document.uri).length === 0);
  });

  it("complete columns, keys and values", async () => {
    const text =
      '{\n  "task": "classify",\n  "data": { "file": "customers.csv", "target": "" },\n  "train": { "optimizer": "", "" }\n}\n';
    const document = await openText("complete.lens.json", text);
    assert.equal((await completions(document, '"target": "'))[0], "churned");
    assert.ok((await completions(document, '"optimizer": "')).includes("adamw"));
    const keys = await completions(document, '"optimizer": "", "');
    assert.ok(keys.includes("earlyStopping"), keys.join());
    assert.ok(!keys.includes("optimizer"), "a key that is there already");
    assert.ok((await completions(document, '"file": "')).includes("moons.csv"));
  });

  it("explain keys and columns on hover", async () => {
    const document = await openFile("spirals.lens.json");
    const epochs = await eventually("a hover", async () => (await hover(document, '"seeds"')) || undefined);
    assert.match(epochs, /One training for each seed/);
    const column = await eventually("a hover", async () => (await hover(document, '"arm"')) || undefined);
    assert.match(column, /3 different/);
  });
});
