// The lenses on line 0 of a data file: predict the likeliest column, or choose another; generate rows where there is none to predict.

import * as vscode from "vscode";
import type { Description } from "../../engine";
import { isUsable } from "../platform/columns";
import type { Profile } from "../platform/document-profiles";
import { dataSelector, isDataDocument, isJson } from "../platform/files";
import type { GraphProfile } from "../platform/graph-profiles";
import type { Services } from "../platform/services";
import { lensesEnabled } from "./enabled";

const top = new vscode.Range(0, 0, 0, 0);

export function dataLens({ profiles, graphProfiles }: Services): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(dataSelector, {
    onDidChangeCodeLenses: (listener) =>
      vscode.Disposable.from(
        profiles.onChange(() => listener()),
        graphProfiles.onChange(() => listener()),
      ),
    provideCodeLenses(document) {
      if (!lensesEnabled() || !isDataDocument(document)) return [];
      const profile = profiles.of(document);
      // A list of edges is no table to learn, whatever its columns are called.
      if (!profile || holdsGraph(graphProfiles.of(document))) return [];
      return lenses(document, profile).map((command) => new vscode.CodeLens(top, command));
    },
  });
}

const holdsGraph = (profile: Profile<GraphProfile> | undefined): boolean =>
  profile?.state === "known" && profile.description !== null;

function lenses(document: vscode.TextDocument, profile: Profile<Description>): vscode.Command[] {
  const { uri } = document;
  // A JSON file may be anything: it is a table only when the worker says so.
  const doubtful = isJson(uri);
  if (profile.state === "failed") {
    if (doubtful) return [];
    return [{ title: `$(warning) ${profile.error.message}`, command: "workbench.actions.view.problems" }];
  }
  if (profile.state === "reading") {
    if (doubtful) return [];
    const read = profile.fraction > 0 ? ` ${vscode.l10n.t("{0} % read", Math.round(100 * profile.fraction))}` : "";
    return [{ title: `▶ ${vscode.l10n.t("Train")} ·${read || " …"}`, command: "neuralLens.train", arguments: [uri] }];
  }
  const { description } = profile;
  const [best] = description.targets;
  const table = vscode.l10n.t("{0} rows × {1}", description.rows, featureCount(description));
  const choose: vscode.Command = {
    title: vscode.l10n.t("Choose target…"),
    command: "neuralLens.chooseTarget",
    arguments: [uri],
  };
  if (!doubtful && isCloud(description))
    return best ? [generate(uri, description), choose] : [generate(uri, description)];
  if (!best) {
    if (doubtful) return [];
    const title = `${table} · ${vscode.l10n.t("no column to predict")}`;
    return [{ title, command: "neuralLens.describe", arguments: [uri] }];
  }
  const what = best.classes ? vscode.l10n.t("{0} classes", best.classes) : vscode.l10n.t("a number");
  const predict: vscode.Command = {
    title: `▶ ${vscode.l10n.t("Predict {0}", best.column)} · ${what} · ${table}`,
    tooltip: vscode.l10n.t("Train a network that predicts {0}, because {1}.", best.column, vscode.l10n.t(best.reason)),
    command: "neuralLens.train",
    arguments: [uri, { target: best.column, task: best.task }],
  };
  return [predict, choose];
}

/** Whether rows have nothing to predict: no column for it, none to predict from, or the two are coordinates of points. */
function isCloud({ rows, columns, targets }: Description): boolean {
  const usable = columns.filter(isUsable);
  if (rows < fewestRows || usable.length === 0) return false;
  if (targets.length === 0 || usable.length < 2) return true;
  return (
    usable.length === 2 && usable.every(({ type, name }) => type === "number" && /^[xyuv]$|^[xz]_?[12]$/i.test(name))
  );
}

/** Of fewer nothing can be learned and judged. */
const fewestRows = 20;

function generate(uri: vscode.Uri, { rows, columns }: Description): vscode.Command {
  const { t } = vscode.l10n;
  const count = columns.filter(isUsable).length;
  const width = count === 1 ? t("1 column") : t("{0} columns", count);
  return {
    title: `▶ ${t("Generate")} · ${width} · ${t("{0} rows", rows.toLocaleString(vscode.env.language))}`,
    tooltip: t("Train a generator against a discriminator, until its rows are distributed like these."),
    command: "neuralLens.generateRows",
    arguments: [uri],
  };
}

function featureCount({ columns, targets }: Description): number {
  const usable = columns.filter(isUsable);
  return usable.filter(({ name }) => name !== targets[0]?.column).length;
}
