// Gives a run another name.

import { join } from "node:path";
import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { chosenRuns, type RunArgument } from "./run-argument";

export function renameRunCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.renameRun", (argument?: RunArgument) =>
    reporting(async () => {
      const { runs } = services;
      const [folder] = await chosenRuns(services, argument, vscode.l10n.t("Which run to rename?"), () => true);
      const value = await runs.name(folder);
      const prompt = vscode.l10n.t("Name of the run");
      const name = (await vscode.window.showInputBox({ value, prompt, ignoreFocusOut: true }))?.trim();
      if (!name || name === value) return;
      await rename(folder, name);
      runs.refresh();
    }),
  );
}

/** The name lies in the run's copy of its experiment. */
async function rename(folder: string, name: string): Promise<void> {
  const file = vscode.Uri.file(join(folder, "experiment.json"));
  const experiment = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  const text = `${JSON.stringify({ ...experiment, name }, null, 2)}\n`;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
