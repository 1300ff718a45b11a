// Stops the run that trains, the batch that is filtered or the spectrum that is computed; all can be resumed.

import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import type { RunArgument } from "./run-argument";

export function stopRunCommand({ training, batches, spectra, panels }: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.stopRun", (argument?: RunArgument) =>
    reporting(async () => {
      const given = typeof argument === "string" ? argument : argument?.folder;
      const shown = panels.activeRun;
      const isLive =
        shown !== undefined && (training.find(shown) ?? batches.find(shown) ?? spectra.find(shown)) !== undefined;
      const folder = given ?? (isLive ? shown : (training.current ?? batches.current ?? spectra.current)?.folder);
      if (folder) await Promise.all([training, batches, spectra].map((queue) => queue.stop(folder)));
    }),
  );
}
