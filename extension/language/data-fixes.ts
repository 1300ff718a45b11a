// Quick fixes in data files: an experiment that leaves out the column that gives the target away.

import * as vscode from "vscode";
import { dataSelector } from "../platform/files";
import type { Services } from "../platform/services";

export function dataFixes({ profiles }: Services): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, _range, { diagnostics }) {
      const leaks = diagnostics.filter(({ code }) => code === "leak");
      if (leaks.length === 0) return [];
      const { problems } = await profiles.describe(document.uri);
      return leaks.flatMap((diagnostic) => {
        const column = problems.find(({ text }) => text === diagnostic.message)?.column;
        if (column === undefined) return [];
        const title = vscode.l10n.t('Create an experiment without the column "{0}"', column);
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [diagnostic];
        action.command = {
          title,
          command: "neuralLens.createExperiment",
          arguments: [document.uri, { without: column }],
        };
        return [action];
      });
    },
  };
  return vscode.languages.registerCodeActionsProvider(dataSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}
