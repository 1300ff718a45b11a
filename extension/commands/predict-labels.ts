// Trains on rows or pictures that carry several labels each, after asking which columns are labels, or which file tells them, where nothing says so.

import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { ColumnProfile } from "../../engine";
import { summary } from "../language/profile-text";
import { isZeroOrOne } from "../platform/columns";
import { isPicture, stemOf } from "../platform/files";
import { isFolder } from "../platform/picture-files";
import { between } from "../platform/places";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { startRun } from "./start-run";
import { activeFile, dataFile, savedDataFile, train } from "./train";
import { chosenAlbum } from "./train-pictures";

export function predictLabelsCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.predictLabels", (uri?: vscode.Uri, table?: unknown) =>
    reporting(async () => {
      // The Explorer hands over all selected files as its second argument, a lens the table of labels.
      if (uri && table instanceof vscode.Uri) return trainOn(services, uri, labelsAt(uri, table));
      const chosen = uri ?? activeFile();
      const onPictures = chosen !== undefined && (isPicture(chosen) || (await isFolder(chosen).catch(() => false)));
      await (onPictures ? ofPictures(services, chosen) : ofRows(services, chosen));
    }),
  );
}

async function ofRows(services: Services, uri: vscode.Uri | undefined): Promise<void> {
  const file = await dataFile(uri);
  const { labels, columns } = await reading(services.worker, file, () => services.profiles.describe(file));
  if (labels) return train(services, file, { task: "labels" });
  const chosen = await pickColumns(file, columns);
  await trainOn(services, await savedDataFile(file), chosen);
}

async function ofPictures(services: Services, uri: vscode.Uri): Promise<void> {
  const { album, described } = await chosenAlbum(services, uri);
  if (described.labelSets) return train(services, album, { task: "labels", isAlbum: true });
  await trainOn(services, album, labelsAt(album, await pickFile(album)));
}

/** As an experiment beside the pictures names the table of their labels. */
const labelsAt = (album: vscode.Uri, table: vscode.Uri): string => between(dirname(album.fsPath), table.fsPath);

/** The run itself completes what the experiment does not say. */
async function trainOn(services: Services, data: vscode.Uri, labels: string | string[]): Promise<void> {
  const experiment = { task: "labels" as const, data: { file: basename(data.fsPath), labels } };
  await startRun(services, data.fsPath, stemOf(data.path), Promise.resolve(experiment));
}

/** Those of the columns with zeros and ones that the person says are labels. */
async function pickColumns(file: vscode.Uri, columns: readonly ColumnProfile[]): Promise<string[]> {
  const { t } = vscode.l10n;
  const items = columns.filter(isZeroOrOne).map((column) => ({ label: column.name, description: summary(column) }));
  if (items.length < 2) {
    const name = vscode.workspace.asRelativePath(file);
    throw new Error(t("No columns of {0} are labels: labels are columns of 0 and 1, or one that lists several.", name));
  }
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: t("Which columns are labels?"),
    canPickMany: true,
    matchOnDescription: true,
  });
  if (!picked || picked.length === 0) throw new vscode.CancellationError();
  return picked.map(({ label }) => label);
}

/** Of the tables in the folder of pictures and beside it the one that tells their labels. */
async function pickFile(album: vscode.Uri): Promise<vscode.Uri> {
  const { t } = vscode.l10n;
  const folders = [album, vscode.Uri.joinPath(album, "..")];
  const lists = await Promise.all(folders.map(tablesIn));
  const items: (vscode.QuickPickItem & { file?: vscode.Uri })[] = lists
    .flat()
    .map((file) => ({ label: vscode.workspace.asRelativePath(file), file }));
  const picked = await vscode.window.showQuickPick([...items, { label: t("Choose a file…") }], {
    placeHolder: t("Which table has the names of the pictures, and the labels of each?"),
  });
  if (!picked) throw new vscode.CancellationError();
  if (picked.file) return picked.file;
  const [file] = (await vscode.window.showOpenDialog({ defaultUri: album, openLabel: t("Take these labels") })) ?? [];
  if (!file) throw new vscode.CancellationError();
  return file;
}

/** None in a folder that is not there, or no folder. */
async function tablesIn(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  return entries
    .map(([name]) => vscode.Uri.joinPath(folder, name))
    .filter(({ path }) => /\.(csv|tsv|tab|json|jsonl|ndjson)$/i.test(path) && !/\.lens\.json$/i.test(path));
}
