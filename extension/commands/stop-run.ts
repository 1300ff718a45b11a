// Stops the run that trains or the batch that is filtered; both leave what was done and can be resumed.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import type { RunArgument } from "./run-argument";

export function stopRunCommand({ training, batches, panels }: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.stopRun", (argument?: RunArgument) =>
    reporting(async () => {
      const given = typeof argument === "string" ? argument : argument?.folder;
      const shown = panels.activeRun;
      const isLive = shown !== undefined && (training.find(shown) ?? batches.find(shown)) !== undefined;
      const folder = given ?? (isLive ? shown : (training.current ?? batches.current)?.folder);
      if (folder) await Promise.all([training.stop(folder), batches.stop(folder)]);
    }),
  );
}
