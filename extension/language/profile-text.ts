// A column's profile in words and numbers, for hovers and the description of a file.

import * as vscode from "vscode";
import type { ColumnProfile, ColumnType, LabelsDescription } from "../../engine";
import { escaped } from "../platform/markdown";

const valuesShown = 8;

export function typeName(type: ColumnType): string {
  switch (type) {
    case "number":
      return vscode.l10n.t("number");
    case "category":
      return vscode.l10n.t("category");
    case "date":
      return vscode.l10n.t("date");
    case "text":
      return vscode.l10n.t("text");
    case "id":
      return vscode.l10n.t("id");
    case "constant":
      return vscode.l10n.t("constant");
  }
}

/** "number · 0.1 to 2.5 · mean 1.2 · 3 missing". */
export function summary(column: ColumnProfile): string {
  const parts = [typeName(column.type)];
  if (column.minimum !== undefined && column.maximum !== undefined) {
    parts.push(vscode.l10n.t("{0} to {1}", bound(column, column.minimum), bound(column, column.maximum)));
  }
  if (column.type === "number" && column.mean !== undefined) {
    parts.push(vscode.l10n.t("mean {0} ± {1}", rounded(column.mean), rounded(column.standardDeviation ?? 0)));
  }
  if (column.type !== "number" && column.type !== "date" && column.type !== "constant") {
    parts.push(vscode.l10n.t("{0} different", column.distinct));
  }
  if (column.missing > 0) parts.push(vscode.l10n.t("{0} missing", column.missing));
  return parts.join(" · ");
}

/** Name, summary and most frequent values, as a hover shows them. */
export function columnMarkdown(column: ColumnProfile): vscode.MarkdownString {
  const lines = [`**${escaped(column.name)}**`, escaped(summary(column)), escaped(frequent(column, valuesShown))];
  return new vscode.MarkdownString(lines.filter(Boolean).join("\n\n"));
}

/** The most frequent values: `setosa 50, virginica 50`. */
export function frequent({ top, type }: ColumnProfile, limit: number): string {
  if (!top || type === "id") return "";
  const shown = top.slice(0, limit).map((one) => `${one.value} (${one.count})`);
  return (top.length > limit ? [...shown, "…"] : shown).join(", ");
}

/** Labels that a row, or a picture, carries on average. */
export const meanLabels = ({ cardinality }: LabelsDescription): string =>
  cardinality.toLocaleString(vscode.env.language, { maximumSignificantDigits: 3 });

function bound({ type }: ColumnProfile, value: number): string {
  return type === "date" ? new Date(value).toISOString().slice(0, 10) : rounded(value);
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}
