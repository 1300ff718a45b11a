// The pictures that files and folders stand for.

import { basename, join } from "node:path";
import * as vscode from "vscode";
import { isPicture } from "./files";

const order = new Intl.Collator(undefined, { numeric: true });

export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
}

/** Paths of the pictures directly in a folder, in order of their names. */
export async function picturesIn(folder: vscode.Uri): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  return entries
    .filter(([name, type]) => (type & vscode.FileType.Directory) === 0 && isPicture(vscode.Uri.file(name)))
    .map(([name]) => join(folder.fsPath, name))
    .sort(order.compare);
}

/**
 * Paths of all that is chosen: files as they are, folders as the pictures in them.
 * @throws Error when that is nothing
 */
export async function picturesOf(chosen: readonly vscode.Uri[]): Promise<string[]> {
  const lists = await Promise.all(chosen.map(async (uri) => ((await isFolder(uri)) ? picturesIn(uri) : [uri.fsPath])));
  const paths = [...new Set(lists.flat())];
  if (paths.length > 0) return paths;
  const names = chosen.map(({ fsPath }) => basename(fsPath)).join(", ");
  throw new Error(vscode.l10n.t("There are no pictures in {0}.", names));
}
