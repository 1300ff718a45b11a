// Applies the chain of a filter experiment to chosen pictures or to a folder of them.

import { dirname, relative } from "node:path";
import * as vscode from "vscode";
import type { FilterExperiment } from "../../engine";
import { isExperiment, isPicture, pictureExtensions } from "../platform/files";
import { isFolder, picturesIn, picturesOf } from "../platform/picture-files";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { pickFilterExperiment, readFilterExperiment } from "./filter-experiment";
import { startBatch } from "./start-batch";
import { activeFile } from "./train";

export function applyFilterCommand(services: Services): vscode.Disposable {
  // The Explorer hands over all selected files as its second argument: experiment, pictures and folders in any order.
  return vscode.commands.registerCommand("neuralLens.applyFilter", (uri?: vscode.Uri, selected: vscode.Uri[] = []) =>
    reporting(async () => {
      const given = uri ? [uri, ...selected.filter((one) => one.toString() !== uri.toString())] : active();
      const file = given.find(isExperiment) ?? (await pickFilterExperiment());
      const experiment = await readFilterExperiment(file);
      const chosen = given.filter((one) => !isExperiment(one));
      const pictures = chosen.length > 0 ? chosen : await choosePictures(vscode.Uri.file(dirname(file.fsPath)));
      await applyToChosen(services, { path: file.fsPath, experiment }, pictures);
    }),
  );
}

/** Applies a chain to what a person has chosen: pictures, folders, or both. */
export async function applyToChosen(
  services: Services,
  chain: { path: string; experiment: FilterExperiment },
  chosen: readonly vscode.Uri[],
): Promise<void> {
  const [first] = chosen;
  const files = await picturesOf(chosen);
  if (chosen.length > 1 || !(await isFolder(first))) return startBatch(services, { ...chain, files });
  // A folder is written down as such.
  const file = relative(dirname(chain.path), first.fsPath) || ".";
  await startBatch(services, { ...chain, experiment: { ...chain.experiment, data: { file } } });
}

/** Asks for pictures or a folder; dialogs of some systems show only one of both, hence the question before. */
export async function choosePictures(
  folder: vscode.Uri,
  placeHolder = vscode.l10n.t("Apply the filter to which pictures? Results get new names beside them."),
): Promise<readonly vscode.Uri[]> {
  const here = (await picturesIn(folder)).length;
  const items = [
    ...(here > 0
      ? [
          {
            label: vscode.l10n.t("All {0} pictures in {1}", here, vscode.workspace.asRelativePath(folder)),
            scope: "here",
          },
        ]
      : []),
    { label: vscode.l10n.t("Choose pictures…"), scope: "files" },
    { label: vscode.l10n.t("Choose a folder…"), scope: "folder" },
  ];
  const picked = await vscode.window.showQuickPick(items, { placeHolder });
  if (!picked) throw new vscode.CancellationError();
  if (picked.scope === "here") return [folder];
  const chosen = await vscode.window.showOpenDialog({
    defaultUri: folder,
    canSelectMany: true,
    canSelectFiles: picked.scope === "files",
    canSelectFolders: picked.scope === "folder",
    openLabel: vscode.l10n.t("Apply"),
    filters: picked.scope === "files" ? pictureFilters() : undefined,
  });
  if (!chosen || chosen.length === 0) throw new vscode.CancellationError();
  return chosen;
}

/** What dialogs for pictures offer. */
export const pictureFilters = () => ({ [vscode.l10n.t("Pictures")]: [...pictureExtensions, "npy"] });

function active(): vscode.Uri[] {
  const file = activeFile();
  return file && (isExperiment(file) || isPicture(file)) ? [file] : [];
}
