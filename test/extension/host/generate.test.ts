// Generators in VS Code: the lens on points, experiments with their columns, samples written under new names only.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as vscode from "vscode";
import { closeAll, eventually, inWorkspace, lensesOf, listening, openExperiment, openText } from "./support";

/** Two round clouds of as many points. */
function points(rows: number, header: string): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const side = i % 2 ? 2 : -2;
    const [x, y] = [side + Math.sin(7 * i) / 10, side + Math.cos(11 * i) / 10];
    return `${x.toFixed(4)},${y.toFixed(4)}${header.endsWith("side") ? `,${i % 2 ? "right" : "left"}` : ""}`;
  });
  return `${header}\n${lines.join("\n")}\n`;
}

const lenses = (document: vscode.TextDocument, pattern: RegExp) =>
  eventually(`a lens like ${pattern}`, async () => {
    const found = await lensesOf(document);
    return found.some(({ title }) => pattern.test(title)) && found;
  });

describe("generators", () => {
  afterEach(closeAll);

  it("are offered by the lens where points have nothing to predict, and nowhere else", async () => {
    const cloud = await openText("cloud.csv", points(40, "x,y"));
    const [first, second] = await lenses(cloud, /Generate/);
    assert.deepEqual([first.title, first.command], ["▶ Generate · 2 columns · 40 rows", "neuralLens.generateRows"]);
    assert.equal(second.title, "Choose target…");
    const sides = await openText("sides.csv", points(40, "x,y,side"));
    const titles = (await lenses(sides, /Predict/)).map(({ title }) => title);
    assert.deepEqual(titles, ["▶ Predict side · 2 classes · 40 rows × 2", "Choose target…"]);
  });

  it("run from an experiment, and write samples into new tables only", () =>
    listening(async (heard) => {
      await openText("cloud.csv", points(64, "x,y"));
      const experiment = await openExperiment("cloud.lens.json", {
        task: "generate",
        data: { file: "cloud.csv" },
        model: { generator: { layers: [8] }, discriminator: { layers: [8] } },
        train: { epochs: 2, seeds: [1] },
      });
      const [run] = await lenses(experiment, /Run/);
      await vscode.commands.executeCommand(run.command, ...(run.arguments ?? []));
      const { folder, event } = await heard.end();
      assert.equal(event.status, "done", event.reason);
      assert.deepEqual(vscode.languages.getDiagnostics(experiment.uri), []);
      const out = inWorkspace("cloud.generated.csv").fsPath;
      await vscode.commands.executeCommand("neuralLens.writeSamples", { folder }, { count: 12, classes: "all", out });
      const written = readFileSync(out, "utf8");
      const [header, ...rows] = written.trim().split("\n");
      assert.equal(header, "x,y,generated");
      assert.equal(rows.length, 12);
      assert.ok(
        rows.every((row) => row.endsWith(",1") && row.split(",").every((cell) => Number.isFinite(Number(cell)))),
        written,
      );
      await vscode.commands.executeCommand("neuralLens.writeSamples", { folder }, { count: 5, classes: "all", out });
      assert.equal(readFileSync(out, "utf8"), written);
      const command = vscode.commands.executeCommand("neuralLens.writeSamples", { folder });
      await eventually("a second table", async () => {
        // The number of rows and the place are suggested; does nothing before they are asked for.
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return existsSync(inWorkspace("cloud.generated-2.csv").fsPath);
      });
      await command;
      assert.equal(readFileSync(out, "utf8"), written);
    }));

  it("have their columns completed, explained, underlined and mended", async () => {
    await openText("sides.csv", points(40, "x,y,side"));
    const text =
      '{ "task": "generate", "data": { "file": "sides.csv", "columns": ["x", "yy"], "class": "sied" }, "loss": "" }';
    const document = await openText("sides.lens.json", text);
    const found = await eventually("two columns that are not there", () => {
      const unknown = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === "unknown-column");
      return unknown.length === 2 && unknown;
    });
    assert.deepEqual(found.map(({ range }) => document.getText(range)).sort(), ['"sied"', '"yy"']);
    for (const { range } of found) {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
      );
      const fix = actions.find(({ edit }) => edit)!;
      assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    }
    const { columns, class: kind } = JSON.parse(document.getText()).data;
    assert.deepEqual([columns, kind], [["x", "y"], "side"]);
    const complete = async (before: string) => {
      const position = document.positionAt(document.getText().indexOf(before) + before.length);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        position,
      );
      return items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    assert.deepEqual((await complete('"class": "')).slice(0, 3), ["side", "x", "y"]);
    assert.deepEqual((await complete('"columns": ["')).slice(0, 3), ["x", "y", "side"]);
    assert.ok((await complete('"loss": "')).includes("wasserstein"));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      document.positionAt(document.getText().indexOf('"side"') + 1),
    );
    assert.match(hover.contents.map((one) => (typeof one === "string" ? one : one.value)).join("\n"), /2 different/);
    await document.save();
  });
});
