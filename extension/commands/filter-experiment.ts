// The filter experiment of a file: read, saved if need be, and refused where it is one of another task.

import * as vscode from "vscode";
import type { FilterExperiment } from "../../engine";
import { engine } from "../platform/engine";

/** @throws InputError at its place when the file holds no valid experiment */
export async function readFilterExperiment(file: vscode.Uri): Promise<FilterExperiment> {
  const document = await vscode.workspace.openTextDocument(file);
  if (document.isDirty) await document.save();
  const { parseExperiment } = await engine();
  const experiment = parseExperiment(document.getText(), file.fsPath);
  if (experiment.task !== "filter") {
    const name = vscode.workspace.asRelativePath(file);
    throw new Error(vscode.l10n.t("{0} filters no pictures: name an experiment of the task filter.", name));
  }
  return experiment;
}

/** A filter experiment of the workspace that the person picks. */
export async function pickFilterExperiment(): Promise<vscode.Uri> {
  const found = await vscode.workspace.findFiles("**/*.lens.json", undefined, 500);
  const texts = await Promise.all(found.map((file) => vscode.workspace.fs.readFile(file)));
  const items = found
    .filter((_, index) => /"task"\s*:\s*"filter"/.test(new TextDecoder().decode(texts[index])))
    .map((file) => ({ label: vscode.workspace.asRelativePath(file), file }))
    .sort((a, b) => a.label.localeCompare(b.label));
  if (items.length === 0) {
    throw new Error(
      vscode.l10n.t("There is no filter experiment here yet: open a picture in Neural Lens and save its chain."),
    );
  }
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Which filter?") });
  if (!picked) throw new vscode.CancellationError();
  return picked.file;
}
