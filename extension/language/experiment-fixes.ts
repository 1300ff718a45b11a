// Quick fixes in experiment files: the nearest column or key, the likeliest targets, leaving a column out.

import { findNodeAtOffset, getNodePath, getNodeValue, type Node } from "jsonc-parser";
import * as vscode from "vscode";
import type { Problem } from "../../engine";
import { isUsable } from "../platform/columns";
import { engine } from "../platform/engine";
import { experimentSelector } from "../platform/files";
import type { Services } from "../platform/services";
import { columnsOf, type ExperimentColumns } from "./experiment-columns";
import { type ExperimentText, experimentText, leaksOf, rangeOf } from "./experiment-text";

const targetsOffered = 3;

export function experimentFixes(services: Services): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, _range, { diagnostics }) {
      const text = experimentText(document);
      const describe = () => columnsOf(text, services).catch(() => undefined);
      const fixes = await Promise.all(
        diagnostics.map(async (diagnostic) => {
          switch (diagnostic.code) {
            case "unknown-column":
              return columnFixes(text, diagnostic, await describe());
            case "leak":
            case "target-feature":
              return featureFixes(text, diagnostic, await describe(), await leaksOf(services.worker, text));
            case "schema":
              return keyFixes(text, diagnostic);
            default:
              return [];
          }
        }),
      );
      return fixes.flat();
    },
  };
  return vscode.languages.registerCodeActionsProvider(experimentSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

/** The nearest name; for a target, or a label, also the columns that are likeliest to be one. */
async function columnFixes(
  { document, tree, task, target, labels }: ExperimentText,
  diagnostic: vscode.Diagnostic,
  columns: ExperimentColumns | undefined,
): Promise<vscode.CodeAction[]> {
  const node = nodeAt(document, tree, diagnostic.range);
  if (!node || !columns) return [];
  const { nearest } = await engine();
  const isTarget = target?.offset === node.offset;
  const near = nearest(
    node.value,
    (isTarget ? columns.targets : columns.features).map(({ name }) => name),
  );
  const isLabel = labels.some(({ offset }) => offset === node.offset);
  const free = columns.labels.filter((name) => labels.every(({ value }) => value !== name));
  const likely = (isTarget ? columns.likely : isLabel ? free : []).slice(0, targetsOffered);
  const names = [...new Set([...(near === undefined ? [] : [near]), ...likely])];
  return names.map((name, index) => {
    const title =
      isTarget && name !== near && task !== "generate"
        ? vscode.l10n.t('Predict "{0}"', name)
        : vscode.l10n.t('Change to "{0}"', name);
    return replacement(document, diagnostic, title, JSON.stringify(name), index === 0);
  });
}

/** Writes out the features without the column. */
function featureFixes(
  { document, tree, target, features }: ExperimentText,
  diagnostic: vscode.Diagnostic,
  columns: ExperimentColumns | undefined,
  leaks: Problem[],
): vscode.CodeAction[] {
  const column =
    features.length > 0
      ? nodeAt(document, tree, diagnostic.range)?.value
      : leaks.find(({ text }) => text === diagnostic.message)?.column;
  const data = tree?.children?.find(({ children }) => children?.[0].value === "data")?.children?.[1];
  if (column === undefined || data?.type !== "object" || !columns) return [];
  const usable = columns.features.filter(isUsable);
  const before = features.length > 0 ? features.map(({ value }) => value as string) : usable.map(({ name }) => name);
  const left = before.filter((name) => name !== column && name !== target?.value);
  if (left.length === 0) return [];
  const written = `[${left.map((name) => JSON.stringify(name)).join(", ")}]`;
  const action = new vscode.CodeAction(
    vscode.l10n.t('Leave out the column "{0}"', column),
    vscode.CodeActionKind.QuickFix,
  );
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.edit = new vscode.WorkspaceEdit();
  const list = features[0]?.parent;
  if (list) action.edit.replace(document.uri, rangeOf(document, list), written);
  else {
    const last = data.children?.at(-1);
    const at = document.positionAt(last ? last.offset + last.length : data.offset + 1);
    const indent = last ? /^\s*/.exec(document.lineAt(document.positionAt(last.offset)).text)?.[0] : "";
    const separate = last && data.offset + data.length > last.offset + last.length + 2 ? `,\n${indent}` : ", ";
    action.edit.insert(document.uri, at, `${last ? separate : ""}"features": ${written}`);
  }
  return [action];
}

/** The nearest key that may stand there. */
async function keyFixes(
  { document, tree }: ExperimentText,
  diagnostic: vscode.Diagnostic,
): Promise<vscode.CodeAction[]> {
  const key = nodeAt(document, tree, diagnostic.range);
  if (!tree || key?.parent?.type !== "property" || key.parent.children?.[0] !== key) return [];
  const { experimentJsonSchema, keysAt, nearest } = await engine();
  const path = getNodePath(key.parent).slice(0, -1);
  const keys = keysAt(experimentJsonSchema(), path, getNodeValue(tree));
  if (keys.includes(key.value)) return [];
  const near = nearest(key.value, keys);
  if (near === undefined) return [];
  return [replacement(document, diagnostic, vscode.l10n.t('Change to "{0}"', near), JSON.stringify(near), true)];
}

function replacement(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  title: string,
  text: string,
  preferred: boolean,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = preferred;
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, diagnostic.range, text);
  return action;
}

/** The string that stands exactly there. */
function nodeAt(document: vscode.TextDocument, tree: Node | undefined, range: vscode.Range): Node | undefined {
  if (!tree) return undefined;
  const node = findNodeAtOffset(tree, document.offsetAt(range.start));
  return node?.type === "string" ? node : undefined;
}
