// Stops the run that trains; it leaves a checkpoint and can be resumed.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import type { RunArgument } from "./run-argument";

export function stopRunCommand({ training }: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.stopRun", (argument?: RunArgument) =>
    reporting(async () => {
      const folder = typeof argument === "string" ? argument : (argument?.folder ?? training.current?.folder);
      if (folder) await training.stop(folder);
    }),
  );
}
