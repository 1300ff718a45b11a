// Hovers in experiment files: what a key means and takes, what a column holds.

import { findNodeAtOffset, getNodePath, getNodeValue } from "jsonc-parser";
import * as vscode from "vscode";
import { engine } from "../platform/engine";
import { experimentSelector } from "../platform/files";
import { escaped } from "../platform/markdown";
import type { Services } from "../platform/services";
import { columnsOf } from "./experiment-columns";
import { experimentText, rangeOf } from "./experiment-text";
import { columnMarkdown } from "./profile-text";
import { description as schemaDescription } from "./schema-text";

export function experimentHover(services: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(experimentSelector, {
    async provideHover(document, position) {
      const text = experimentText(document);
      const node = text.tree && findNodeAtOffset(text.tree, document.offsetAt(position));
      if (!text.tree || !node || node.type === "object" || node.type === "array") return undefined;
      const range = rangeOf(document, node);
      const { data, target, features, labels } = text;
      const isFeature = features.some(({ offset }) => offset === node.offset);
      const isTarget = [target, ...labels].some((named) => named?.offset === node.offset);
      if (data && (isFeature || isTarget)) {
        const columns = await columnsOf(text, services).catch(() => undefined);
        const named = isTarget ? columns?.targets : columns?.features;
        const column = named?.find(({ name }) => name === node.value);
        return column && new vscode.Hover(columnMarkdown(column), range);
      }
      const { expectation, experimentJsonSchema, schemasAt } = await engine();
      const path = getNodePath(node);
      const schemas = schemasAt(experimentJsonSchema(), path, getNodeValue(text.tree));
      const takes = expectation(schemas);
      const meaning = await schemaDescription(path, getNodeValue(text.tree));
      const lines = [escaped(meaning), takes && `${vscode.l10n.t("Takes")}: ${escaped(takes)}`];
      const shown = lines.filter(Boolean).join("\n\n");
      return shown ? new vscode.Hover(new vscode.MarkdownString(shown), range) : undefined;
    },
  });
}
