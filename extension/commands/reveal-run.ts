// Shows a run's folder in the Explorer.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { chosenRuns, type RunArgument } from "./run-argument";

export function revealRunCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.revealRun", (argument?: RunArgument) =>
    reporting(async () => {
      const [folder] = await chosenRuns(services, argument, vscode.l10n.t("Which run?"), () => true);
      await vscode.commands.executeCommand("revealInExplorer", vscode.Uri.file(folder));
    }),
  );
}
