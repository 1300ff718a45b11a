// Where runs lie, and which data file an experiment means.

import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import * as vscode from "vscode";

const runsFolder = join(".lens", "runs");

/** The `.lens/runs` folder for a file: of its workspace folder, or beside the file where it lies outside all of them. */
export function runsRootFor(path: string): string {
  // A stored run's experiment runs again beside it.
  const inside = path.lastIndexOf(runsFolder + sep);
  if (inside >= 0) return path.slice(0, inside + runsFolder.length);
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
  return join(folder ? folder.uri.fsPath : dirname(path), runsFolder);
}

/** The `.lens/runs` folders of the workspace, whether they exist or not. */
export function runsRoots(): string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter((folder) => folder.uri.scheme === "file")
    .map((folder) => join(folder.uri.fsPath, runsFolder));
}

/** The data file that a path written in `owner` means. */
export function dataPath(owner: string, file: string): string {
  return isAbsolute(file) ? file : resolve(dirname(owner), file);
}
