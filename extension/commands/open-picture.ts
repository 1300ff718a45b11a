// Opens pictures, the pictures of a folder, or those of a filter experiment with its chain, in the kernel lab.

import * as vscode from "vscode";
import type { Pipeline } from "../../engine";
import { engine } from "../platform/engine";
import { isExperiment, isPicture, pictureExtensions } from "../platform/files";
import { picturesOf } from "../platform/picture-files";
import { dataPath } from "../platform/places";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { readFilterExperiment } from "./filter-experiment";
import { activeFile } from "./train";

export function openPictureCommand(services: Services): vscode.Disposable {
  // The Explorer hands over all selected files as its second argument.
  return vscode.commands.registerCommand("neuralLens.openPicture", (uri?: vscode.Uri, selected: vscode.Uri[] = []) =>
    reporting(async () => {
      const chosen = uri
        ? [uri, ...selected.filter((one) => one.toString() !== uri.toString())]
        : [await pictureFile()];
      const experiment = chosen.find(isExperiment);
      if (experiment) return openExperiment(services, experiment, chosen);
      await open(services, chosen, { steps: [] });
    }),
  );
}

async function openExperiment(services: Services, file: vscode.Uri, chosen: readonly vscode.Uri[]): Promise<void> {
  const experiment = await readFilterExperiment(file);
  const { pipelineOf } = await engine();
  const others = chosen.filter((one) => !isExperiment(one));
  const own = vscode.Uri.file(dataPath(file.fsPath, experiment.data.file));
  await open(services, others.length > 0 ? others : [own], pipelineOf(experiment), file.fsPath);
}

async function open(
  { pictures }: Services,
  chosen: readonly vscode.Uri[],
  pipeline: Pipeline,
  experiment?: string,
): Promise<void> {
  const [path, ...others] = await picturesOf(chosen);
  await pictures.open({ path, others, pipeline, experiment });
}

/** The picture that the command means: the active tab's, or one that the person picks. */
async function pictureFile(): Promise<vscode.Uri> {
  const active = activeFile();
  if (active && (isPicture(active) || isExperiment(active))) return active;
  const found = await vscode.workspace.findFiles(`**/*.{${pictureExtensions.join(",")},npy}`, undefined, 500);
  const items = found.map((file) => ({ label: vscode.workspace.asRelativePath(file), file }));
  items.sort((a, b) => a.label.localeCompare(b.label));
  if (items.length === 0) {
    throw new Error(
      vscode.l10n.t("There is no picture here: open a folder with PNG, JPEG, WebP, TIFF or other pictures."),
    );
  }
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Which picture?") });
  if (!picked) throw new vscode.CancellationError();
  return picked.file;
}
