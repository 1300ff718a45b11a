// Says that a run, a batch or a spectrum has failed or the engine has died, when no panel in sight says it.

import * as vscode from "vscode";
import type { Services } from "../platform/services";

export function failureNotice({ training, batches, spectra, panels, worker }: Services): vscode.Disposable {
  const tell = async (message: string, folder: string) => {
    const open = vscode.l10n.t("Open Run");
    if ((await vscode.window.showErrorMessage(message, open)) === open) {
      await vscode.commands.executeCommand("neuralLens.openRun", folder);
    }
  };
  return vscode.Disposable.from(
    training.onEvent(({ run, event }) => {
      if (event.event !== "end" || event.status !== "failed" || panels.isVisible(run.folder)) return;
      tell(`${run.name}: ${event.reason ?? vscode.l10n.t("failed")}`, run.folder);
    }),
    batches.onEvent(({ job, event }) => {
      if (event.event !== "end" || event.status !== "failed" || panels.isVisible(job.folder)) return;
      tell(`${job.name}: ${event.reason ?? event.sentence}`, job.folder);
    }),
    spectra.onEvent(({ job, event }) => {
      if (event.event !== "end" || event.status !== "failed" || panels.isVisible(job.folder)) return;
      tell(`${job.name}: ${event.reason ?? vscode.l10n.t("failed")}`, job.folder);
    }),
    worker.onDied((reason) => {
      const run = training.current;
      if (!run) return;
      const resume = vscode.l10n.t("Resume");
      const message = vscode.l10n.t("{0} The run {1} keeps its last checkpoint.", reason.message, run.name);
      vscode.window.showErrorMessage(message, resume).then((chosen) => {
        if (chosen === resume) vscode.commands.executeCommand("neuralLens.resumeRun", run.folder);
      });
    }),
  );
}
