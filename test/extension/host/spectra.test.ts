// Spectrum experiments in VS Code: their lenses, a run from the lens to the list of runs, the graph lab, completion and hovers.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { SpectrumEvent } from "../../../engine";
import { closeAll, eventually, extension, inWorkspace, lensesOf, openFile, openText } from "./support";

const experiment = "graphs/blocks.spectrum.lens.json";

const panels = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab) => (tab.input instanceof vscode.TabInputWebview ? [tab.label] : []));

async function lenses(document: vscode.TextDocument): Promise<vscode.Command[]> {
  return eventually("the lenses of a spectrum", async () => {
    const found = await lensesOf(document);
    return found.some(({ title }) => /spectrum/i.test(title)) && found;
  });
}

describe("spectrum experiments", () => {
  afterEach(closeAll);

  it("are computed by their lens into a run with a figure, and shown in a report", async () => {
    const { onSpectrumEvent } = await extension().activate();
    const events: { folder: string; event: SpectrumEvent }[] = [];
    const subscription = onSpectrumEvent(({ job, event }) => events.push({ folder: job.folder, event }));
    const document = await openFile(experiment);
    const [compute, open, ...others] = await lenses(document);
    assert.deepEqual([compute.title, open.title, others.length], ["▶ Compute spectrum", "Open in the graph lab", 0]);
    await vscode.commands.executeCommand(compute.command, ...(compute.arguments ?? []));
    const { folder, event: end } = await eventually("its end", () => events.find(({ event }) => event.event === "end"));
    subscription.dispose();
    assert.ok(end.event === "end" && end.status === "done", JSON.stringify(end));
    await eventually("the report", () => panels().includes("blocks.spectrum"));
    const lines = readFileSync(join(folder, "eigenvalues.csv"), "utf8").trimEnd().split("\n");
    assert.equal(lines.length, 13);
    assert.ok(existsSync(join(folder, "verdict.json")));
  });

  it("open the graph lab with their settings, in the panel that shows the graph already", async () => {
    await vscode.commands.executeCommand("neuralLens.openGraph", inWorkspace("graphs/blocks.csv"));
    await eventually("the panel", () => panels().includes("blocks.csv"));
    await vscode.commands.executeCommand("neuralLens.openSpectrum", inWorkspace(experiment));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(panels().filter((title) => title === "blocks.csv").length, 1);
  });

  it("are completed, explained and checked by the schema", async () => {
    const text = '{ "task": "spectrum", "data": { "file": "graphs/blocks.csv" },\n  "laplacian": "" , "k": 0 }';
    const document = await openText("wrong.spectrum.lens.json", text);
    const at = new vscode.Position(1, 16);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      at,
    );
    const labels = list.items.map(({ label }) => label);
    for (const name of ["adjacency", "normalized", "hypergraph"]) assert.ok(labels.includes(name), labels.join());
    const problems = await eventually("the problems", () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.length === 2 && found.map(({ message }) => message).sort();
    });
    assert.match(problems[0], /^k must be a whole number above 0 or "all", not 0/);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      new vscode.Position(1, 4),
    );
    const said = hovers.flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value));
    assert.match(said.join(), /combinatorial/);
  });
});
