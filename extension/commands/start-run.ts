// Starts a run in a new folder and shows its panel: the one way by which every command trains.

import { join } from "node:path";
import * as vscode from "vscode";
import type { TrainingExperiment } from "../../engine";
import { engine } from "../platform/engine";
import { exists } from "../platform/exists";
import { runsRootFor, workspaceOf } from "../platform/places";
import type { Services } from "../platform/services";
import type { LiveRun } from "../platform/training";

/**
 * `path` is what the experiment's data path is relative to; `name` is what lists call the run. The panel opens while the
 * experiment is still being worked out, and closes again when that fails.
 */
export async function startRun(
  { training, panels }: Services,
  path: string,
  name: string,
  experiment: Promise<TrainingExperiment>,
): Promise<void> {
  // It is awaited below, by when it may have failed already.
  experiment.catch(() => undefined);
  const folder = await newFolder(runsRootFor(path), name);
  const run = queueRun({ training }, { path, name, folder }, experiment);
  await showPanel(panels, run);
  try {
    await run.request;
  } catch (error) {
    panels.close(folder);
    throw error;
  }
}

/** Queues a run in a folder of its own. */
export function queueRun(
  { training }: Pick<Services, "training">,
  { path, name, folder }: Pick<LiveRun, "path" | "name" | "folder">,
  experiment: Promise<TrainingExperiment>,
): LiveRun {
  const workspace = workspaceOf(path);
  const request = experiment.then((known) => ({ path, experiment: { ...known, name }, folder, workspace }));
  return training.add({ folder, name, path, request });
}

/** Opens the run's panel, where the person wants one. */
export async function showPanel(
  panels: Services["panels"],
  { folder, name }: Pick<LiveRun, "folder" | "name">,
): Promise<void> {
  const when = vscode.workspace.getConfiguration("neuralLens").get<string>("panel.open", "always");
  if (when === "always") await panels.openRun(folder, name, true);
}

/** Folders that this window has handed out: two commands at once must not get the same. */
const taken = new Set<string>();

/** A folder in `root` that is not there yet, with the time and this name. */
export async function newFolder(root: string, name: string): Promise<string> {
  const { runFolderName } = await engine();
  const first = join(root, runFolderName(name, new Date()));
  for (let count = 1; ; count++) {
    const folder = count === 1 ? first : `${first}-${count}`;
    if (taken.has(folder)) continue;
    taken.add(folder);
    if (!(await exists(folder))) return folder;
  }
}
