// Opens a finished generator where its codes can be set by hand and its samples looked at.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { chosenRuns, type RunArgument } from "./run-argument";
import { isGenerator } from "./write-samples";

export function exploreSamplesCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.exploreSamples", (argument?: RunArgument) =>
    reporting(async () => {
      const question = vscode.l10n.t("Explore the samples of which generator?");
      const [folder] = await chosenRuns(services, argument, question, isGenerator);
      await services.panels.openCard(folder, await services.runs.name(folder), "explorer");
    }),
  );
}
