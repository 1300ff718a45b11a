// The header of a data file that is open as text, and where its columns stand.

import * as vscode from "vscode";
import { cells, cellText, delimiterOf } from "./data-cells";

const tablePattern = /\.(csv|tsv|tab)$/i;

/** Range of a column's cell in a line (counted from 0): undefined where the file is no delimited text or lacks it. */
export function cellRange(document: vscode.TextDocument, line: number, column: string): vscode.Range | undefined {
  if (!isDelimited(document) || line >= document.lineCount) return undefined;
  const { header, delimiter } = headerOf(document);
  const index = header.indexOf(column);
  const cell = index < 0 ? undefined : cells(document.lineAt(line).text, delimiter)[index];
  return cell && new vscode.Range(line, cell[0], line, cell[1]);
}

/** Name and range of the column whose header is at this position. */
export function headerAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): { name: string; range: vscode.Range } | undefined {
  if (!isDelimited(document) || position.line !== 0) return undefined;
  const { header, delimiter } = headerOf(document);
  const all = cells(document.lineAt(0).text, delimiter);
  const index = all.findIndex(([start, end]) => position.character >= start && position.character <= end);
  return index < 0 ? undefined : { name: header[index], range: new vscode.Range(0, all[index][0], 0, all[index][1]) };
}

function headerOf(document: vscode.TextDocument): { header: string[]; delimiter: string } {
  const { text } = document.lineAt(0);
  const delimiter = delimiterOf(text);
  return { header: cells(text, delimiter).map((cell) => cellText(text, cell)), delimiter };
}

function isDelimited(document: vscode.TextDocument): boolean {
  return tablePattern.test(document.uri.path) || document.languageId === "csv" || document.languageId === "tsv";
}
