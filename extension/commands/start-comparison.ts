// Queues the runs of a comparison, shows how far they have come, and shows them side by side once they are through.

import * as vscode from "vscode";
import type { TrainingExperiment } from "../../engine";
import { runsRootFor } from "../platform/places";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import type { LiveRun } from "../platform/training";
import { newFolder, queueRun, showPanel } from "./start-run";

/** A run of the comparison. */
interface Compared {
  folder: string;
  /** Of the model. */
  name: string;
  experiment: TrainingExperiment;
  /** It has begun, so that it can be resumed where it was stopped. */
  begun: boolean;
  done: boolean;
}

/**
 * `path` is what the experiments' data path is relative to, `name` what lists call the runs, before the name of each
 * variant. The comparison comes again when what was stopped has been resumed.
 */
export async function startComparison(
  services: Services,
  path: string,
  name: string,
  variants: readonly { name: string; experiment: TrainingExperiment }[],
): Promise<void> {
  const { training, panels } = services;
  let runs: Compared[] = [];
  for (const variant of variants) {
    const folder = await newFolder(runsRootFor(path), `${name} ${variant.name}`);
    runs.push({ ...variant, folder, begun: false, done: false });
  }
  /** Runs that the comparison has been shown of. */
  let shown = 0;
  const find = ({ folder }: LiveRun) => runs.find((run) => run.folder === folder);
  const begin = training.onChange((live) => {
    const run = find(live);
    if (!run || live.state !== "running" || run.begun) return;
    run.begun = true;
    // One panel goes from run to run: those that have ended give theirs to the next of the same name.
    showPanel(panels, { folder: live.folder, name });
  });
  const end = training.onEnd((live) => {
    const run = find(live);
    if (!run) return;
    const last = live.events.at(-1);
    run.done ||= last?.event === "end" && last.status === "done";
    if (runs.some(({ folder }) => training.find(folder))) return;
    // What left the queue before it began leaves no folder to resume.
    runs = runs.filter(({ begun }) => begun);
    if (runs.every(({ done }) => done)) vscode.Disposable.from(begin, end).dispose();
    const finished = runs.filter(({ done }) => done);
    if (finished.length < 2 || finished.length === shown) return;
    shown = finished.length;
    reporting(() =>
      panels.openComparison(
        finished.map(({ folder }) => folder),
        finished.map((one) => one.name),
      ),
    );
  });
  showProgress(services, name, runs);
  for (const { folder, name: variant, experiment } of runs) {
    queueRun(services, { path, name: `${name} ${variant}`, folder }, Promise.resolve(experiment));
  }
}

/** Until all have left the queue; cancelling stops the one that trains and takes out those that wait. */
function showProgress({ training }: Services, name: string, runs: readonly Compared[]): void {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Comparing {0} models on {1}", runs.length, name),
    cancellable: true,
  };
  vscode.window.withProgress(options, (progress, token) => {
    const waiting = new Set(runs.map(({ folder }) => folder));
    return new Promise<void>((resolve) => {
      const subscriptions = [
        training.onEvent(({ run, event }) => {
          if (event.event !== "epoch" || !waiting.has(run.folder)) return;
          const { name: model } = runs.find(({ folder }) => folder === run.folder)!;
          progress.report({ message: `${model} · ${event.epoch}/${event.epochs}` });
        }),
        training.onEnd(({ folder }) => {
          if (!waiting.delete(folder)) return;
          progress.report({ increment: 100 / runs.length });
          if (waiting.size > 0) return;
          vscode.Disposable.from(...subscriptions).dispose();
          resolve();
        }),
        token.onCancellationRequested(() => {
          // The last first: each that goes would let the next begin.
          for (const { folder } of [...runs].reverse()) training.stop(folder);
        }),
      ];
    });
  });
}
