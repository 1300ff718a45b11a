// Starts a run in a new folder and shows its panel: the one way by which every command trains.

import { join } from "node:path";
import * as vscode from "vscode";
import type { Experiment } from "../../engine";
import { exists } from "../platform/exists";
import { runFolderName, runsRootFor } from "../platform/places";
import type { Services } from "../platform/services";
import type { LiveRun } from "../platform/training";

/** `path` is what the experiment's data path is relative to; `name` is what lists call the run. */
export async function startRun(
  { training, panels }: Services,
  path: string,
  experiment: Experiment,
  name: string,
): Promise<LiveRun> {
  const folder = await newFolder(runsRootFor(path), name);
  const { run } = training.add({ path, experiment: { ...experiment, name }, folder }, name);
  await showPanel(panels, run);
  return run;
}

/** Opens the run's panel, where the person wants one. */
export async function showPanel(panels: Services["panels"], { folder, name }: LiveRun): Promise<void> {
  const when = vscode.workspace.getConfiguration("neuralLens").get<string>("panel.open", "always");
  if (when === "always") await panels.openRun(folder, name, true);
}

/** Folders that this window has handed out: two commands at once must not get the same. */
const taken = new Set<string>();

/** A folder in `root` that is not there yet. */
async function newFolder(root: string, name: string): Promise<string> {
  const first = join(root, runFolderName(name, new Date()));
  for (let count = 1; ; count++) {
    const folder = count === 1 ? first : `${first}-${count}`;
    if (taken.has(folder)) continue;
    taken.add(folder);
    if (!(await exists(folder))) return folder;
  }
}
