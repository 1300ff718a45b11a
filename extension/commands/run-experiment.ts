// Runs an experiment file, and a stored run's experiment once more.

import * as vscode from "vscode";
import type { Experiment } from "../../engine";
import { engine } from "../platform/engine";
import { isExperiment, stemOf } from "../platform/files";
import { workspaceOf } from "../platform/places";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { startBatch } from "./start-batch";
import { startRun } from "./start-run";
import { startSpectrum } from "./start-spectrum";
import { activeFile } from "./train";

export function runExperimentCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.runExperiment", (uri?: vscode.Uri) =>
    reporting(() => runExperiment(services, uri)),
  );
}

async function runExperiment(services: Services, uri: vscode.Uri | undefined): Promise<void> {
  const file = uri ?? (await experimentFile());
  const document = await vscode.workspace.openTextDocument(file);
  if (document.isDirty) await document.save();
  const { parseExperiment } = await engine();
  const experiment = parseExperiment(document.getText(), file.fsPath);
  await start(services, file.fsPath, experiment.name ?? stemOf(file.path), experiment);
}

/** Runs the experiment of a stored run again, in a new folder. */
export async function runAgain(services: Services, folder: string): Promise<void> {
  const { path, experiment } = await services.runs.experiment(folder);
  await start(services, path, await services.runs.name(folder), experiment);
}

async function start(services: Services, path: string, name: string, experiment: Experiment): Promise<void> {
  if (experiment.task === "filter") await startBatch(services, { path, experiment, workspace: workspaceOf(path) });
  else if (experiment.task === "spectrum") await startSpectrum(services, path, name, experiment);
  else await startRun(services, path, name, Promise.resolve(experiment));
}

async function experimentFile(): Promise<vscode.Uri> {
  const active = activeFile();
  if (active && isExperiment(active)) return active;
  const found = await vscode.workspace.findFiles("**/*.lens.json", undefined, 500);
  if (found.length === 0) {
    throw new Error(vscode.l10n.t("There is no experiment file here: create one from a data file."));
  }
  const items = found.map((file) => ({ label: vscode.workspace.asRelativePath(file), file }));
  items.sort((a, b) => a.label.localeCompare(b.label));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Which experiment?") });
  if (!picked) throw new vscode.CancellationError();
  return picked.file;
}
