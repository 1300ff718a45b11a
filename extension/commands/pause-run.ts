// Pauses the run that trains, and lets it go on.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";

export function pauseRunCommand({ training }: Services): vscode.Disposable {
  const set = (paused: boolean) => () =>
    reporting(async () => {
      if (training.current) await training.pause(training.current.folder, paused);
    });
  return vscode.Disposable.from(
    vscode.commands.registerCommand("neuralLens.pauseRun", set(true)),
    vscode.commands.registerCommand("neuralLens.continueRun", set(false)),
  );
}
