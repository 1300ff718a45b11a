// The lens that trains several models on the same splits and seeds.

import * as vscode from "vscode";

/** Of the data or the experiment at a URI. */
export const compareModelsLens = (uri: vscode.Uri): vscode.Command => ({
  title: vscode.l10n.t("Compare models…"),
  tooltip: vscode.l10n.t("Train several models on the same splits and seeds, and show them side by side."),
  command: "neuralLens.compareModels",
  arguments: [uri],
});
