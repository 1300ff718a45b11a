// Moves runs to the trash, after asking.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { chosenRuns, type RunArgument } from "./run-argument";

export function deleteRunCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(
    "neuralLens.deleteRun",
    (argument?: RunArgument, selection?: { folder: string }[]) =>
      reporting(async () => {
        const { runs, training, batches, spectra, panels } = services;
        const question = vscode.l10n.t("Which run to delete?");
        const folders = await chosenRuns(services, argument, question, () => true, selection);
        const names = (await runs.list()).filter(({ folder }) => folders.includes(folder)).map(({ name }) => name);
        const verb = vscode.l10n.t("Move to Trash");
        const text =
          folders.length === 1
            ? vscode.l10n.t("Delete the run {0}?", names[0] ?? folders[0])
            : vscode.l10n.t("Delete {0} runs?", folders.length);
        if ((await vscode.window.showWarningMessage(text, { modal: true }, verb)) !== verb) return;
        for (const folder of folders) {
          await Promise.all([training, batches, spectra].map((queue) => queue.stop(folder)));
          panels.close(folder);
          await toTrash(vscode.Uri.file(folder));
        }
        runs.refresh();
      }),
  );
}

/** Hosts without a trash, as remote ones, delete for good. */
async function toTrash(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: true });
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  }
}
