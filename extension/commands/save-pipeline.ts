// Writes the chain of the kernel lab as an experiment file: into the one it came from, or into a new one.

import { basename, dirname, join, relative } from "node:path";
import * as vscode from "vscode";
import type { Pipeline } from "../../engine";
import { engine } from "../platform/engine";
import { exists } from "../platform/exists";
import { isExperiment, stemOf } from "../platform/files";
import { freeExperimentPath } from "../platform/free-path";

interface Wish {
  /** Path of the picture. */
  path: string;
  pipeline: Pipeline;
  /** Path of the experiment that the chain came from. */
  experiment?: string;
}

/** Path of the file that was written; undefined where the person gave up. */
export async function savePipeline({ path, pipeline, experiment }: Wish): Promise<string | undefined> {
  if (experiment !== undefined && (await exists(experiment))) {
    const save = vscode.l10n.t("Save");
    const other = vscode.l10n.t("Save as New File…");
    const question = vscode.l10n.t("Replace the chain in {0} by this one?", basename(experiment));
    const chosen = await vscode.window.showInformationMessage(question, { modal: true }, save, other);
    if (chosen === save) return replace(experiment, pipeline);
    if (chosen !== other) return undefined;
  }
  return create(path, pipeline);
}

/** Changes the chain and nothing else; the editor's own undo takes it back. */
async function replace(path: string, pipeline: Pipeline): Promise<string> {
  const { replaceChain } = await engine();
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const whole = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, replaceChain(document.getText(), pipeline));
  await vscode.workspace.applyEdit(edit);
  if (!(await document.save())) throw new Error(vscode.l10n.t("{0} could not be saved.", path));
  return path;
}

/** Asks for a name, beside the picture unless the person says otherwise, and opens what it has written. */
async function create(picture: string, pipeline: Pipeline): Promise<string | undefined> {
  const { chainText } = await engine();
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(await freeExperimentPath(join(dirname(picture), stemOf(picture)))),
    filters: { [vscode.l10n.t("Experiments")]: ["json"] },
  });
  if (!target) return undefined;
  const file = isExperiment(target) ? target : vscode.Uri.file(`${target.fsPath.replace(/\.json$/i, "")}.lens.json`);
  const added = file.path !== target.path;
  // The dialog has asked about the name that was typed, not about the one with the ending.
  if (added && (await exists(file.fsPath))) {
    throw new Error(vscode.l10n.t("There is a file {0} already: choose another name.", basename(file.fsPath)));
  }
  const data = relative(dirname(file.fsPath), picture).replaceAll("\\", "/");
  const comment = vscode.l10n.t("A chain of kernels, made on {0}.", basename(picture));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(chainText(data, pipeline, comment)));
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  return file.fsPath;
}
