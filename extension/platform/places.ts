// Where runs lie, what a workspace holds, and which file a path in an experiment means.

import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import * as vscode from "vscode";

const runsFolder = join(".lens", "runs");

/** The `.lens/runs` folder for a file: of its workspace folder, or beside the file where it lies outside all of them. */
export function runsRootFor(path: string): string {
  // A stored run's experiment runs again beside it.
  const inside = path.lastIndexOf(runsFolder + sep);
  if (inside >= 0) return path.slice(0, inside + runsFolder.length);
  return join(workspaceOf(path) ?? dirname(path), runsFolder);
}

/** The workspace folder that a file lies in; what an experiment names must lie inside it, as it may have come from anywhere. */
export function workspaceOf(path: string): string | undefined {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path))?.uri.fsPath;
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

/** The path that leads from a folder to a file, as experiments write it. */
export const between = (folder: string, path: string): string => relative(folder, path).replaceAll("\\", "/");
