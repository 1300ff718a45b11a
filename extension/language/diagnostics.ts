// What both kinds of diagnostics share: when to look again, and whether the person wants them.

import * as vscode from "vscode";

export const diagnosticSource = "Neural Lens";

const delay = 300;

/** Calls `look` for every open document that fits, soon after it has changed, and `forget` when it closes. */
export function watchDocuments(
  selector: vscode.DocumentSelector,
  look: (document: vscode.TextDocument) => void,
  forget: (document: vscode.TextDocument) => void,
): vscode.Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const fits = (document: vscode.TextDocument) => vscode.languages.match(selector, document) > 0;
  const later = (document: vscode.TextDocument) => {
    if (!fits(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        if (!document.isClosed) look(document);
      }, delay),
    );
  };
  for (const document of vscode.workspace.textDocuments) if (fits(document)) look(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => fits(document) && look(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => later(document)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document.uri.toString()));
      if (fits(document)) forget(document);
    }),
    {
      dispose() {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
}

export function problemsEnabled(): boolean {
  return vscode.workspace.getConfiguration("neuralLens").get("problems.enabled", true);
}
