// Hovers on the header of a data file: what the column holds.

import * as vscode from "vscode";
import { dataSelector } from "../platform/files";
import type { Services } from "../platform/services";
import { headerAt } from "./data-table";
import { columnMarkdown } from "./profile-text";

export function dataHover({ profiles }: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(dataSelector, {
    provideHover(document, position) {
      const profile = profiles.of(document);
      const header = headerAt(document, position);
      if (profile?.state !== "known" || !header) return undefined;
      const column = profile.description.columns.find(({ name }) => name === header.name);
      if (!column) return undefined;
      return new vscode.Hover(columnMarkdown(column), header.range);
    },
  });
}
