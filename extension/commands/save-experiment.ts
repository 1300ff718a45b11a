// Writes what a lab has set as an experiment file: into the one it came from, or into a new one that the person names.

import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { exists } from "../platform/exists";
import { isExperiment, stemOf } from "../platform/files";
import { freeExperimentPath } from "../platform/free-path";
import { between } from "../platform/places";

export interface SaveWish {
  /** Path of the data that the experiment is about. */
  path: string;
  /** Path of the experiment that the settings came from. */
  experiment?: string;
  /** Whether the settings in that file, named so, shall be replaced. */
  question(name: string): string;
  /** The text of that file with the settings in it. */
  replaced(text: string): string;
  /** The text of a new file in `folder`; `data` leads there from it. */
  written(data: string, folder: string): string;
}

/** Path of the file that was written; undefined where the person gave up. */
export async function saveExperiment(wish: SaveWish): Promise<string | undefined> {
  const { experiment } = wish;
  if (experiment !== undefined && (await exists(experiment))) {
    const save = vscode.l10n.t("Save");
    const other = vscode.l10n.t("Save as New File…");
    const question = wish.question(basename(experiment));
    const chosen = await vscode.window.showInformationMessage(question, { modal: true }, save, other);
    if (chosen === save) return replace(experiment, wish);
    if (chosen !== other) return undefined;
  }
  return create(wish);
}

/** Changes the settings and nothing else; the editor's own undo takes it back. */
async function replace(path: string, { replaced }: SaveWish): Promise<string> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const whole = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, replaced(document.getText()));
  await vscode.workspace.applyEdit(edit);
  if (!(await document.save())) throw new Error(vscode.l10n.t("{0} could not be saved.", path));
  return path;
}

/** Asks for a name, beside the data unless the person says otherwise, and opens what it has written. */
async function create({ path, written }: SaveWish): Promise<string | undefined> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(await freeExperimentPath(join(dirname(path), stemOf(path)))),
    filters: { [vscode.l10n.t("Experiments")]: ["json"] },
  });
  if (!target) return undefined;
  const file = isExperiment(target) ? target : vscode.Uri.file(`${target.fsPath.replace(/\.json$/i, "")}.lens.json`);
  const added = file.path !== target.path;
  // The dialog has asked about the name that was typed, not about the one with the ending.
  if (added && (await exists(file.fsPath))) {
    throw new Error(vscode.l10n.t("There is a file {0} already: choose another name.", basename(file.fsPath)));
  }
  const folder = dirname(file.fsPath);
  const text = written(between(folder, path), folder);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  return file.fsPath;
}
