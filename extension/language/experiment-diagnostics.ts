// Problems in experiment files: what the schema forbids, data files that are not there, columns that they do not have.

import * as vscode from "vscode";
import { type Engine, engine } from "../platform/engine";
import { exists } from "../platform/exists";
import { experimentSelector } from "../platform/files";
import type { Services } from "../platform/services";
import { diagnosticSource, problemsEnabled, watchDocuments } from "./diagnostics";
import { columnsOf, type ExperimentColumns } from "./experiment-columns";
import { type ExperimentText, experimentText, leaksOf, rangeOf } from "./experiment-text";

/** Stable names of what is wrong, by which quick fixes know it. */
export type ExperimentCode =
  | "schema"
  | "unknown-file"
  | "unreadable-file"
  | "unknown-column"
  | "target-feature"
  | "leak";

export function experimentDiagnostics(services: Services): vscode.Disposable {
  const { profiles } = services;
  const collection = vscode.languages.createDiagnosticCollection("neuralLens.experiment");
  const look = async (document: vscode.TextDocument) => {
    if (!problemsEnabled()) return collection.delete(document.uri);
    const { version } = document;
    const text = experimentText(document);
    const found = [...(await schemaProblems(text)), ...(await dataProblems(text, services))];
    if (document.version === version && !document.isClosed) collection.set(document.uri, found);
  };
  const again = () => {
    for (const document of vscode.workspace.textDocuments) {
      if (vscode.languages.match(experimentSelector, document) > 0) look(document);
    }
  };
  return vscode.Disposable.from(
    collection,
    watchDocuments(experimentSelector, look, (document) => collection.delete(document.uri)),
    // Columns come and go with the data.
    profiles.onChange(again),
    vscode.workspace.onDidSaveTextDocument(again),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("neuralLens") && again()),
  );
}

async function schemaProblems({ document, tree, broken }: ExperimentText): Promise<vscode.Diagnostic[]> {
  // VS Code itself says where JSON is broken; it does not say that a file is empty.
  if (tree && broken) return [];
  const { checkExperiment } = await engine();
  return checkExperiment(document.getText()).faults.map((fault) =>
    problem(rangeOf(document, fault), fault.message, "schema"),
  );
}

async function dataProblems(text: ExperimentText, services: Services): Promise<vscode.Diagnostic[]> {
  const { document, data, nodes, beside, target, features, labels } = text;
  if (!data) return [];
  const range = rangeOf(document, data.node);
  for (const { node, uri } of [data, ...(nodes ? [nodes] : []), ...beside]) {
    if (await exists(uri.fsPath)) continue;
    const sentence = vscode.l10n.t("There is no file {0}: name one relative to this experiment.", node.value);
    return [problem(rangeOf(document, node), sentence, "unknown-file")];
  }
  let columns: ExperimentColumns | undefined;
  try {
    columns = await columnsOf(text, services);
  } catch (error) {
    return [problem(range, error instanceof Error ? error.message : String(error), "unreadable-file")];
  }
  if (!columns) return [];
  const { nearest } = await engine();
  const found: vscode.Diagnostic[] = [];
  for (const node of [...(target ? [target] : []), ...labels, ...features]) {
    const names = (features.includes(node) ? columns.features : columns.targets).map(({ name }) => name);
    if (names.includes(node.value)) continue;
    found.push(
      problem(rangeOf(document, node), noColumn(data.node.value, node.value, names, nearest), "unknown-column"),
    );
  }
  for (const node of features) {
    if (node.value !== target?.value || text.task === "generate") continue;
    const sentence = vscode.l10n.t('"{0}" is the target: a network that sees it predicts nothing.', node.value);
    found.push(problem(rangeOf(document, node), sentence, "target-feature"));
  }
  for (const node of features) {
    if (!labels.some(({ value }) => value === node.value)) continue;
    const sentence = vscode.l10n.t('"{0}" is a label: a network that sees it need not predict it.', node.value);
    found.push(problem(rangeOf(document, node), sentence, "target-feature"));
  }
  if (found.length > 0) return found;
  for (const { column, text: sentence } of await leaksOf(services.worker, text)) {
    const node = features.find(({ value }) => value === column);
    found.push(problem(node ? rangeOf(document, node) : range, sentence, "leak", vscode.DiagnosticSeverity.Warning));
  }
  return found;
}

/** That a file has no such column, and what was meant or what there is. */
function noColumn(file: string, name: string, names: string[], nearest: Engine["nearest"]): string {
  const near = nearest(name, names);
  if (near) return vscode.l10n.t('{0} has no column "{1}"; did you mean "{2}"?', file, name, near);
  if (names.length === 0) return vscode.l10n.t('The nodes of {0} have no columns, so there is no "{1}".', file, name);
  return vscode.l10n.t('{0} has no column "{1}"; it has {2}.', file, name, listed(names));
}

function problem(
  range: vscode.Range,
  message: string,
  code: ExperimentCode,
  severity = vscode.DiagnosticSeverity.Error,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = diagnosticSource;
  diagnostic.code = code;
  return diagnostic;
}

function listed(names: string[]): string {
  const shown = names.slice(0, 8).map((name) => `"${name}"`);
  return (names.length > shown.length ? [...shown, "…"] : shown).join(", ");
}
