// Opens the panel of a run.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { chosenRuns, type RunArgument } from "./run-argument";

export function openRunCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.openRun", (argument?: RunArgument) =>
    reporting(async () => {
      const [folder] = await chosenRuns(services, argument, vscode.l10n.t("Which run?"), () => true);
      await services.panels.openRun(folder, await services.runs.name(folder));
    }),
  );
}
