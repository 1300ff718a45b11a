// A completion that stands in quotation marks.

import * as vscode from "vscode";

export function quoted(value: string, kind: vscode.CompletionItemKind): vscode.CompletionItem {
  const item = new vscode.CompletionItem(value, kind);
  item.insertText = JSON.stringify(value);
  return item;
}
