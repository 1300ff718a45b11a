// The one item in the status bar: how far the run in training, or else the batch of pictures or the spectrum, has come.

import * as vscode from "vscode";
import type { Services } from "../platform/services";
import type { LiveRun } from "../platform/training";
import { epochsOf, isProgress, progressOf, spectrumProgressOf } from "./runs-tree";

const interval = 200;

export function statusBar({ training, batches, spectra }: Services): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("neuralLens.progress", vscode.StatusBarAlignment.Left, 10);
  item.name = "Neural Lens";
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    timer = undefined;
    const live = training.current ?? batches.current ?? spectra.current;
    if (!live) return item.hide();
    const { name, folder } = live;
    const run = training.current;
    const waiting = training.queue.length + batches.queue.length + spectra.queue.length - 1;
    const parts = [
      ...(run
        ? ofRun(run)
        : [name, (batches.current ? progressOf(batches.current) : spectrumProgressOf(spectra.current!)) ?? ""]),
      waiting > 0 ? vscode.l10n.t("{0} waiting", waiting) : "",
    ];
    item.text = `$(${run?.paused ? "debug-pause" : "sync~spin"}) ${parts.filter(Boolean).join(" · ")}`;
    item.tooltip = run
      ? vscode.l10n.t("Training {0}: show its panel", name)
      : batches.current
        ? vscode.l10n.t("Filtering pictures, {0}: show the report", name)
        : vscode.l10n.t("Computing the spectrum {0}: show the report", name);
    item.command = { title: vscode.l10n.t("Open"), command: "neuralLens.openRun", arguments: [folder] };
    item.show();
  };
  // Nobody reads faster than this, and every change of the text is a message to the window.
  const soon = () => {
    timer ??= setTimeout(draw, interval);
  };
  return vscode.Disposable.from(
    item,
    training.onEvent(({ event }) => isProgress(event) && soon()),
    training.onChange(soon),
    batches.onEvent(soon),
    batches.onChange(soon),
    spectra.onEvent(soon),
    spectra.onChange(soon),
    { dispose: () => clearTimeout(timer) },
  );
}

function ofRun(run: LiveRun): string[] {
  const { epoch, head, name } = run;
  if (!epoch) return [name];
  const progress = `${name} ${epochsOf(run)}`;
  if (head) return [progress];
  const loss = epoch.validation?.loss ?? epoch.train.loss ?? Number.NaN;
  return [progress, `${vscode.l10n.t("loss")} ${loss.toPrecision(3)}`];
}
