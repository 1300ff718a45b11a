// Opens the experiment that a run was made from: its file where there is one, else the copy in the run.

import { join } from "node:path";
import * as vscode from "vscode";
import { exists } from "../platform/exists";
import { isExperiment } from "../platform/files";
import type { Services } from "../platform/services";

export async function openExperimentOf({ runs }: Services, folder: string): Promise<void> {
  const { path } = await runs.experiment(folder);
  const stored = join(folder, "experiment.json");
  const file = isExperiment(vscode.Uri.file(path)) && (await exists(path)) ? path : stored;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}
