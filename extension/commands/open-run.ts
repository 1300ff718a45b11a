// Opens the panel of a run, or the report of a batch of pictures or of a spectrum.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { chosenRuns, type RunArgument } from "./run-argument";

export function openRunCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.openRun", (argument?: RunArgument) =>
    reporting(async () => {
      const [folder] = await chosenRuns(services, argument, vscode.l10n.t("Which run?"), () => true);
      const { panels, runs } = services;
      const name = await runs.name(folder);
      const task = await runs.task(folder);
      if (task === "filter") await panels.openBatch(folder, name);
      else if (task === "spectrum") await panels.openSpectrum(folder, name);
      else await panels.openRun(folder, name);
    }),
  );
}
