// The tree of runs, batches of pictures and spectra: state, metric, verdict; those that run and those that wait stand on top.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { RunEvent, RunSummary } from "../../engine";
import { isResumable } from "../commands/resume-run";
import type { LiveBatch } from "../platform/batches";
import { escaped } from "../platform/markdown";
import type { Services } from "../platform/services";
import type { LiveSpectrum } from "../platform/spectra";
import type { LiveRun } from "../platform/training";

/** One run in the tree, live or stored. */
export interface RunItem {
  folder: string;
  summary?: RunSummary;
  live?: LiveRun;
  batch?: LiveBatch;
  spectrum?: LiveSpectrum;
}

const interval = 500;

export class RunsTree implements vscode.TreeDataProvider<RunItem> {
  readonly #changed = new vscode.EventEmitter<RunItem | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(readonly services: Services) {}

  refresh(item?: RunItem): void {
    this.#changed.fire(item);
  }

  async getChildren(item?: RunItem): Promise<RunItem[]> {
    if (item) return [];
    const { training, batches, spectra, runs } = this.services;
    const stored = await runs.list();
    const live = training.queue.map((run) => ({ folder: run.folder, live: run }));
    const filtering = batches.queue.map((batch) => ({ folder: batch.folder, batch }));
    const computing = spectra.queue.map((spectrum) => ({ folder: spectrum.folder, spectrum }));
    const queues = [training, batches, spectra];
    const rest = stored.filter(({ folder }) => queues.every((queue) => !queue.find(folder)));
    return [...live, ...filtering, ...computing, ...rest.map((summary) => ({ folder: summary.folder, summary }))];
  }

  getTreeItem({ folder, live, batch, spectrum, summary }: RunItem): vscode.TreeItem {
    const item = new vscode.TreeItem((live ?? batch ?? spectrum ?? summary)?.name ?? basename(folder));
    item.id = folder;
    if (live) describeLive(item, live);
    else if (batch) describeJob(item, batch.state, progressOf(batch));
    else if (spectrum) describeJob(item, spectrum.state, spectrumProgressOf(spectrum));
    else if (summary) describeStored(item, summary);
    item.command = { title: vscode.l10n.t("Open"), command: "neuralLens.openRun", arguments: [folder] };
    return item;
  }
}

export function runsTree(services: Services): vscode.Disposable {
  const tree = new RunsTree(services);
  const view = vscode.window.createTreeView("neuralLens.runs", {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: false,
  });
  let timer: NodeJS.Timeout | undefined;
  const { training, batches, spectra, runs } = services;
  const soon = () => {
    if (!view.visible) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      tree.refresh();
    }, interval);
  };
  return vscode.Disposable.from(
    view,
    view.onDidChangeSelection(({ selection }) => {
      runs.selected = selection.map(({ folder }) => folder);
    }),
    runs.onChange(() => tree.refresh()),
    training.onChange(() => tree.refresh()),
    batches.onChange(() => tree.refresh()),
    spectra.onChange(() => tree.refresh()),
    training.onEvent(({ event }) => isProgress(event) && soon()),
    batches.onEvent(soon),
    spectra.onEvent(soon),
    { dispose: () => clearTimeout(timer) },
  );
}

function describeLive(item: vscode.TreeItem, run: LiveRun): void {
  const progress = epochsOf(run) ?? vscode.l10n.t("starting");
  item.description = run.state === "queued" ? vscode.l10n.t("queued") : run.paused ? vscode.l10n.t("paused") : progress;
  const icon = run.state === "queued" ? "watch" : run.paused ? "debug-pause" : "sync~spin";
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = run.state === "queued" ? "queued" : run.paused ? "paused" : "running";
}

function describeJob(item: vscode.TreeItem, state: LiveBatch["state"], progress: string | undefined): void {
  const queued = state === "queued";
  item.description = queued ? vscode.l10n.t("queued") : (progress ?? vscode.l10n.t("starting"));
  item.iconPath = new vscode.ThemeIcon(queued ? "watch" : "sync~spin");
  item.contextValue = queued ? "queued" : "filtering";
}

/** Whether an event says how far a run has come. */
export const isProgress = ({ event }: RunEvent): boolean => event === "epoch" || event === "head";

/** "3/20"; with its name where a further head of labels trains. */
export function epochsOf({ epoch, head }: LiveRun): string | undefined {
  if (head) return `${head.head} ${head.epoch}/${head.epochs}`;
  return epoch && `${epoch.epoch}/${epoch.epochs}`;
}

/** "3/20 pictures". */
export function progressOf({ events }: LiveBatch): string | undefined {
  const picture = events.findLast((event) => event.event === "picture");
  return picture && vscode.l10n.t("{0}/{1} pictures", picture.number, picture.total);
}

/** "42 %". */
export function spectrumProgressOf({ events }: LiveSpectrum): string | undefined {
  const progress = events.findLast((event) => event.event === "progress");
  return progress && `${Math.round(100 * progress.fraction)} %`;
}

const icons: Record<RunSummary["status"], [icon: string, color?: string]> = {
  running: ["sync"],
  done: ["pass", "testing.iconPassed"],
  stopped: ["debug-stop", "descriptionForeground"],
  interrupted: ["debug-disconnect", "list.warningForeground"],
  failed: ["error", "list.errorForeground"],
};

/** Tasks whose runs have menus of their own. */
const special = ["filter", "spectrum", "generate"];

function describeStored(item: vscode.TreeItem, run: RunSummary): void {
  const [icon, color] = icons[run.status];
  const isFilter = run.task === "filter";
  const own = isFilter ? "wand" : run.task === "spectrum" ? "graph-line" : icon;
  const shown = run.status === "done" ? own : icon;
  item.iconPath = new vscode.ThemeIcon(shown, color ? new vscode.ThemeColor(color) : undefined);
  item.description = [metricText(run), run.status === "done" ? "" : stateName(run), ago(run.started)]
    .filter(Boolean)
    .join(" · ");
  item.tooltip = tooltip(run);
  const kind = special.includes(run.task) ? ` ${run.task}` : run.onPictures ? " onPictures" : "";
  const classed = run.classed ? " classed" : "";
  item.contextValue = `${run.status}${kind}${classed}${isResumable(run) ? " resumable" : ""}`;
  item.accessibilityInformation = { label: `${run.name}, ${stateName(run)}, ${item.description}` };
}

function metricText({ metric }: RunSummary): string {
  if (!metric) return "";
  const spread = !metric.std ? "" : ` ± ${metric.std.toPrecision(2)}`;
  return `${metric.name} ${metric.value.toPrecision(3)}${spread}`;
}

function tooltip(run: RunSummary): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown(`**${escaped(run.name)}** · ${run.task} · ${stateName(run)}\n\n`);
  if (run.sentence) text.appendMarkdown(`${escaped(run.sentence)}\n\n`);
  if (run.reason) text.appendMarkdown(`${escaped(run.reason)}\n\n`);
  text.appendMarkdown(`${escaped(new Date(run.started).toLocaleString(vscode.env.language))}\n\n`);
  text.appendMarkdown(`${escaped(vscode.workspace.asRelativePath(run.folder))}`);
  return text;
}

function stateName({ status, task }: RunSummary): string {
  switch (status) {
    case "running":
      if (task === "spectrum") return vscode.l10n.t("computing");
      return task === "filter" ? vscode.l10n.t("filtering") : vscode.l10n.t("training");
    case "done":
      return vscode.l10n.t("done");
    case "stopped":
      return vscode.l10n.t("stopped");
    case "interrupted":
      return vscode.l10n.t("interrupted");
    case "failed":
      return vscode.l10n.t("failed");
  }
}

/** "3 minutes ago" in the language of the window. */
function ago(time: number): string {
  const seconds = Math.max(0, (Date.now() - time) / 1000);
  const format = new Intl.RelativeTimeFormat(vscode.env.language, { style: "short" });
  if (seconds < 60) return vscode.l10n.t("now");
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return format.format(-Math.floor(seconds / 3600), "hour");
  return format.format(-Math.floor(seconds / 86_400), "day");
}
