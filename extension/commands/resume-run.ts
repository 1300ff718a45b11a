// Resumes a run, a batch of pictures or a spectrum that was stopped, interrupted or killed, in its own folder.

import * as vscode from "vscode";
import type { RunSummary } from "../../engine";
import type { Batches } from "../platform/batches";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import type { Spectra } from "../platform/spectra";
import type { Training } from "../platform/training";
import { chosenRuns, type RunArgument } from "./run-argument";
import { showPanel } from "./start-run";

export function resumeRunCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.resumeRun", (argument?: RunArgument) =>
    reporting(async () => {
      const [folder] = await chosenRuns(services, argument, vscode.l10n.t("Which run shall go on?"), isResumable);
      await resumeRun(services, folder);
    }),
  );
}

/** Whether a run has ended before its end; a batch that failed goes on with the pictures that are left, a spectrum anew. */
export function isResumable({ status, task }: RunSummary): boolean {
  const failed = status === "failed" && (task === "filter" || task === "spectrum");
  return status === "stopped" || status === "interrupted" || failed;
}

export async function resumeRun(services: Services, folder: string): Promise<void> {
  const { training, batches, spectra, runs, panels } = services;
  for (const queue of [training, batches, spectra]) if (!(await isFree(queue, folder))) return;
  const { path, experiment } = await runs.experiment(folder);
  const name = await runs.name(folder);
  if (experiment.task === "filter") {
    const events = await batches.events(folder);
    batches.add({ path, experiment, folder, resume: true }, name, events);
    await panels.openBatch(folder, name, true);
    return;
  }
  if (experiment.task === "spectrum") {
    const events = await spectra.events(folder);
    spectra.add({ path, experiment, folder, resume: true }, name, events);
    await panels.openSpectrum(folder, name, true);
    return;
  }
  const events = await runs.events(folder);
  const request = Promise.resolve({ path, experiment, folder, resume: true });
  const run = training.add({ folder, name, path, request, events });
  await showPanel(panels, run);
}

/** Whether nothing runs or waits in a folder; what has said its end there is given the moment that it takes to leave. */
async function isFree(queue: Training | Batches | Spectra, folder: string): Promise<boolean> {
  const live = queue.find(folder);
  if (!live?.isOver) return live === undefined;
  await new Promise<void>((resolve) => {
    const subscription = queue.onEnd(({ folder: left }) => {
      if (left !== folder) return;
      subscription.dispose();
      resolve();
    });
  });
  return isFree(queue, folder);
}
