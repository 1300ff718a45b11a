// Which runs a command means: those it was given by tree, lens or menu, else those that the person picks.

import * as vscode from "vscode";
import type { RunSummary } from "../../engine";
import type { Services } from "../platform/services";

/** What a menu or a lens hands over: a run's folder, or an item of the runs tree; key bindings say "selected". */
export type RunArgument = string | { folder: string };

/** Folders of the runs; at least one. `selection` is the tree's whole selection, as menus hand it over. */
export async function chosenRuns(
  services: Services,
  argument: RunArgument | undefined,
  question: string,
  fits: (run: RunSummary) => boolean,
  selection?: RunArgument[],
): Promise<string[]> {
  if (selection && selection.length > 1) return selection.map(folderOf);
  if (argument === "selected" && services.runs.selected.length > 0) return services.runs.selected;
  if (argument && argument !== "selected") return [folderOf(argument)];
  const shown = services.panels.activeRun;
  const runs = (await services.runs.list()).filter(fits);
  if (shown && runs.some(({ folder }) => folder === shown)) return [shown];
  const [first] = await pickRuns(runs, question, false);
  return [first];
}

/** The runs that the person picks from a list. */
export async function pickRuns(runs: readonly RunSummary[], question: string, several: boolean): Promise<string[]> {
  if (runs.length === 0) throw new Error(vscode.l10n.t("There is no such run yet."));
  const items = runs.map((run) => ({
    label: run.name,
    description: new Date(run.started).toLocaleString(vscode.env.language),
    detail: run.sentence ?? run.reason,
    folder: run.folder,
  }));
  const picked = several
    ? await vscode.window.showQuickPick(items, { placeHolder: question, canPickMany: true })
    : await vscode.window.showQuickPick(items, { placeHolder: question });
  if (!picked) throw new vscode.CancellationError();
  return Array.isArray(picked) ? picked.map(({ folder }) => folder) : [picked.folder];
}

function folderOf(argument: RunArgument): string {
  return typeof argument === "string" ? argument : argument.folder;
}
