// Whether the person wants lenses.

import * as vscode from "vscode";

export function lensesEnabled(): boolean {
  return vscode.workspace.getConfiguration("neuralLens").get("codeLens.enabled", true);
}
