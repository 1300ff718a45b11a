// Problems in data files, at the line and the cell that they concern.

import * as vscode from "vscode";
import type { Description, Place, Problem } from "../../engine";
import type { Profile } from "../platform/document-profiles";
import { isJson } from "../platform/files";
import type { Services } from "../platform/services";
import { cellRange } from "./data-table";
import { diagnosticSource, problemsEnabled } from "./diagnostics";

/** A table with more problems than this has one: it is not the table that somebody meant. */
const shownAtMost = 100;

const severities: Record<Problem["severity"], vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

export function dataDiagnostics({ profiles }: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("neuralLens.data");
  const show = (uri: vscode.Uri) => {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    const profile = document && problemsEnabled() ? profiles.of(document) : undefined;
    if (!document || !profile) collection.delete(uri);
    else if (profile.state !== "reading") collection.set(uri, diagnosticsOf(document, profile));
  };
  return vscode.Disposable.from(
    collection,
    profiles.onChange(show),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration("neuralLens.problems")) return;
      for (const { uri } of vscode.workspace.textDocuments) show(uri);
    }),
  );
}

function diagnosticsOf(document: vscode.TextDocument, profile: Profile<Description>): vscode.Diagnostic[] {
  if (profile.state === "failed") {
    const place: Place = "place" in profile.error ? (profile.error.place as Place) : {};
    // A JSON file that is no table is none of our business.
    if (isJson(document.uri)) return [];
    const range = lineRange(document, place.line);
    return [diagnostic(range, profile.error.message, vscode.DiagnosticSeverity.Error, "unreadable")];
  }
  if (profile.state !== "known") return [];
  const { problems, targets } = profile.description;
  if (isJson(document.uri) && targets.length === 0) return [];
  return problems.slice(0, shownAtMost).map((problem) => {
    const line = (problem.line ?? 1) - 1;
    const cell = problem.column === undefined ? undefined : cellRange(document, line, problem.column);
    return diagnostic(
      cell ?? lineRange(document, problem.line),
      problem.text,
      severities[problem.severity],
      problem.code,
    );
  });
}

function diagnostic(
  range: vscode.Range,
  message: string,
  severity: vscode.DiagnosticSeverity,
  code: string,
): vscode.Diagnostic {
  const made = new vscode.Diagnostic(range, message, severity);
  made.source = diagnosticSource;
  made.code = code;
  return made;
}

/** The whole line (counted from 1), as far as the document has it; what concerns no line stands at the first sign. */
function lineRange(document: vscode.TextDocument, line?: number): vscode.Range {
  if (line === undefined) return new vscode.Range(0, 0, 0, 1);
  return document.lineAt(Math.min(Math.max(line, 1), document.lineCount) - 1).range;
}
