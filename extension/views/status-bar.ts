// The one item in the status bar: how far the run in training has come.

import * as vscode from "vscode";
import type { Services } from "../platform/services";

const interval = 200;

export function statusBar({ training }: Services): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("neuralLens.progress", vscode.StatusBarAlignment.Left, 10);
  item.name = "Neural Lens";
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    timer = undefined;
    const run = training.current;
    if (!run) return item.hide();
    const { epoch, name, folder } = run;
    const waiting = training.queue.length - 1;
    const parts = [
      epoch ? `${name} ${epoch.epoch}/${epoch.epochs}` : name,
      epoch
        ? `${vscode.l10n.t("loss")} ${(epoch.validation?.loss ?? epoch.train.loss ?? Number.NaN).toPrecision(3)}`
        : "",
      waiting > 0 ? vscode.l10n.t("{0} waiting", waiting) : "",
    ];
    item.text = `$(${run.paused ? "debug-pause" : "sync~spin"}) ${parts.filter(Boolean).join(" · ")}`;
    item.tooltip = vscode.l10n.t("Training {0}: show its panel", name);
    item.command = { title: vscode.l10n.t("Open"), command: "neuralLens.openRun", arguments: [folder] };
    item.show();
  };
  // Nobody reads faster than this, and every change of the text is a message to the window.
  const soon = () => {
    timer ??= setTimeout(draw, interval);
  };
  return vscode.Disposable.from(
    item,
    training.onEvent(({ event }) => event.event === "epoch" && soon()),
    training.onChange(soon),
    { dispose: () => clearTimeout(timer) },
  );
}
