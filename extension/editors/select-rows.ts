// Selects lines of a data file in its editor and shows the first.

import * as vscode from "vscode";
import { hasLines } from "../platform/files";

/** VS Code itself takes no more cursors (`editor.multiCursorLimit`). */
const selectionLimit = 10_000;

/** Selects these lines (counted from 1) and gives how many were selected. */
export async function selectLines(path: string, lines: number[]): Promise<number> {
  const uri = vscode.Uri.file(path);
  if (lines.length === 0) return 0;
  if (!hasLines(uri)) throw new Error(vscode.l10n.t("{0} has no lines that an editor could select.", path));
  const document = await vscode.workspace.openTextDocument(uri);
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const viewColumn = shown?.viewColumn ?? columnOf(uri) ?? vscode.ViewColumn.One;
  const editor = await vscode.window.showTextDocument(document, { viewColumn, preview: false });
  const inside = lines.filter((line) => line >= 1 && line <= document.lineCount);
  const selected = inside.slice(0, selectionLimit);
  if (selected.length === 0)
    throw new Error(vscode.l10n.t("The file has changed since the run: those lines are gone."));
  editor.selections = selected.map((line) => {
    const { range } = document.lineAt(line - 1);
    // The cursor stands at the beginning, so that a long line does not scroll the view to its end.
    return new vscode.Selection(range.end, range.start);
  });
  editor.revealRange(editor.selections[0], vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (inside.length > selectionLimit) {
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("The first {0} of {1} rows are selected.", selectionLimit, inside.length),
      5000,
    );
  }
  return selected.length;
}

/** The column in which a tab of this file is open. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  for (const group of vscode.window.tabGroups.all) {
    const open = group.tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
    if (open) return group.viewColumn;
  }
  return undefined;
}
