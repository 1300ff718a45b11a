// Tables of what is on pictures: which folder the pictures lie in that a table names.

import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { exists } from "./exists";
import { pictureExtensions, stemOf } from "./files";

/** A cell that names a picture. */
const pictureName = new RegExp(`[^",;|\\t]+\\.(${pictureExtensions.join("|")})(?=$|[",;|\\t])`, "i");

/** Of the picture that the first row names, beside the table or in a folder of its name; undefined where there is none. */
export async function albumOfTable(document: vscode.TextDocument): Promise<vscode.Uri | undefined> {
  if (document.uri.scheme !== "file" || document.lineCount < 2) return undefined;
  const name = pictureName.exec(document.lineAt(1).text)?.[0].trim();
  if (name === undefined) return undefined;
  const { fsPath } = document.uri;
  const places = [join(dirname(fsPath), name), join(dirname(fsPath), stemOf(fsPath), name)];
  for (const place of places) if (await exists(place)) return vscode.Uri.file(dirname(place));
  return undefined;
}
