// Trains on a data file or a graph as it is: the suggested experiment, or the one for a chosen column.

import * as vscode from "vscode";
import type { Source, TrainingExperiment } from "../../engine";
import { isData, isGraph, stemOf } from "../platform/files";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { startRun } from "./start-run";

/** The column to predict and how, where the person has chosen. */
export interface Choice {
  target?: string;
  task?: TrainingExperiment["task"];
  /** The data are pictures, also for a task that tables have too. */
  isAlbum?: boolean;
  /** The column of the class that samples are asked for, of `generate`; null where they cannot be. */
  class?: string | null;
}

export function trainCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.train", (uri?: vscode.Uri, choice: unknown = {}) =>
    // The Explorer hands over all selected files as its second argument.
    reporting(() => train(services, uri, Array.isArray(choice) ? {} : (choice as Choice))),
  );
}

export async function train(services: Services, uri: vscode.Uri | undefined, choice: Choice): Promise<void> {
  const data = await savedDataFile(uri);
  const experiment = reading(services.worker, data, () => suggested(services, { path: data.fsPath }, choice));
  await startRun(services, data.fsPath, stemOf(data.path), experiment);
}

/**
 * The experiment that the worker suggests for a source: on its rows, on their labels where the data show several or, where
 * that was chosen, on the nodes of a graph.
 */
export async function suggested(
  { worker, profiles }: Services,
  source: Source,
  choice: Choice,
): Promise<TrainingExperiment> {
  const { target, task = isGraph(vscode.Uri.file(source.path)) ? "nodes" : undefined } = choice;
  if (task === "nodes") return worker.call("suggestNodes", { path: source.path, target });
  if (task === "graphs") return worker.call("suggestGraphs", { path: source.path, target });
  if (task === "links") return worker.call("suggestLinks", { path: source.path });
  if (task === "labels") return worker.call("suggestLabels", { path: source.path });
  if (task === "generate") return worker.call("suggestGenerate", { path: source.path, class: choice.class });
  if (task === "restore" || task === "superresolve" || task === "segment" || task === "translate") {
    return worker.call("suggestPictures", { path: source.path, task });
  }
  if (task === "classify" && choice.isAlbum) {
    return worker.call("suggestPictures", { path: source.path, task });
  }
  // What is not saved has no file beside it that could name labels.
  if (task === undefined && target === undefined && source.text === undefined) {
    const { labels } = await profiles.describe(vscode.Uri.file(source.path));
    if (labels) return worker.call("suggestLabels", { path: source.path });
  }
  return worker.call("suggest", { source, task, target });
}

/** The data file that a command means: the given one, the active editor's, or one that the person picks; saved. */
export async function savedDataFile(uri: vscode.Uri | undefined): Promise<vscode.Uri> {
  const file = await dataFile(uri);
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === file.toString());
  // A run reads the file again when it resumes, so that what it trains on must be on disk.
  if (document?.isUntitled) {
    const saved = await vscode.workspace.save(file);
    if (!saved) throw new vscode.CancellationError();
    return saved;
  }
  if (document?.isDirty && !(await document.save())) {
    throw new Error(vscode.l10n.t("{0} could not be saved, and a run reads the saved file.", file.fsPath));
  }
  return file;
}

/** The data file that a command means: the given one, the active tab's, or one that the person picks. */
export async function dataFile(uri: vscode.Uri | undefined): Promise<vscode.Uri> {
  if (uri) return uri;
  const active = activeFile();
  if (active && (isData(active) || isGraph(active) || active.scheme === "untitled")) return active;
  const found = await vscode.workspace.findFiles(
    "**/*.{csv,tsv,tab,jsonl,ndjson,arff,npy,npz,parquet}",
    undefined,
    500,
  );
  const items = found.map((file) => ({ label: vscode.workspace.asRelativePath(file), file }));
  items.sort((a, b) => a.label.localeCompare(b.label));
  if (items.length === 0) {
    throw new Error(vscode.l10n.t("There is no data file here: open a CSV, TSV, JSON, ARFF, NumPy or Parquet file."));
  }
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Which data file?") });
  if (!picked) throw new vscode.CancellationError();
  return picked.file;
}

/** The file of the active tab, also where it is not text. */
export function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  return vscode.window.activeTextEditor?.document.uri;
}
