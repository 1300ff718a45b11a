// Shows in the status bar that a file is being read, where that takes longer than a moment.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { EngineWorker } from "./worker";

/** Runs `work`, which makes the worker read this file, and shows how far it has come. */
export async function reading<T>(worker: EngineWorker, file: vscode.Uri, work: () => Promise<T>): Promise<T> {
  const title = vscode.l10n.t("Reading {0}", basename(file.fsPath));
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async (progress) => {
    const subscription = worker.onProgress(({ path, fraction }) => {
      if (path === file.fsPath) progress.report({ message: `${Math.round(100 * fraction)} %` });
    });
    try {
      return await work();
    } finally {
      subscription.dispose();
    }
  });
}
