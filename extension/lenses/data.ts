// The lenses on line 0 of a data file: predict its labels, or the likeliest column, or choose another; generate rows where there is none to predict.

import * as vscode from "vscode";
import type { Description, LabelsDescription, TargetSuggestion } from "../../engine";
import { meanLabels } from "../language/profile-text";
import { isUsable, isZeroOrOne, labelColumns } from "../platform/columns";
import type { Profile } from "../platform/document-profiles";
import { dataSelector, isDataDocument, isJson } from "../platform/files";
import type { GraphProfile } from "../platform/graph-profiles";
import { albumOfTable } from "../platform/picture-tables";
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
    async provideCodeLenses(document) {
      if (!lensesEnabled() || !isDataDocument(document)) return [];
      const profile = profiles.of(document);
      // A list of edges is no table to learn, whatever its columns are called.
      if (!profile || holdsGraph(graphProfiles.of(document))) return [];
      const commands = [...(await ofPictures(document, profile)), ...lenses(document, profile)];
      return commands.map((command) => new vscode.CodeLens(top, command));
    },
  });
}

const holdsGraph = (profile: Profile<GraphProfile> | undefined): boolean =>
  profile?.state === "known" && profile.description !== null;

/** Of a table that names pictures and the labels that they carry. */
async function ofPictures(document: vscode.TextDocument, profile: Profile<Description>): Promise<vscode.Command[]> {
  if (profile.state !== "known") return [];
  const { labels, columns, rows } = profile.description;
  const count = labels?.count ?? columns.filter(isZeroOrOne).length;
  const album = count > 1 ? await albumOfTable(document) : undefined;
  if (!album) return [];
  const { t } = vscode.l10n;
  const pictures = t("{0} pictures", rows.toLocaleString(vscode.env.language));
  return [
    {
      title: `▶ ${t("Predict {0} labels", count)} · ${pictures}`,
      tooltip: t(
        "Train networks on these pictures that predict all labels at once, and see whether a graph of labels helps.",
      ),
      command: "neuralLens.predictLabels",
      arguments: [album, document.uri],
    },
  ];
}

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
  const { labels } = description;
  const [best] = description.targets;
  const table = vscode.l10n.t("{0} rows × {1}", description.rows, featureCount(description));
  const choose: vscode.Command = {
    title: vscode.l10n.t("Choose target…"),
    command: "neuralLens.chooseTarget",
    arguments: [uri],
  };
  if (labels) {
    // A class in words is something else to know; one label, or a measurement, alone is seldom what somebody wants.
    const taken = labelColumns(description);
    const words = description.columns.filter((one) => one.type === "category" && !isZeroOrOne(one));
    const names = words.map(({ name }) => name).filter((name) => !taken.includes(name));
    const another = description.targets.find(({ column }) => names.includes(column));
    return [predictLabels(uri, labels), ...(another ? [predict(uri, another, table)] : []), choose];
  }
  if (!doubtful && isCloud(description))
    return best ? [generate(uri, description), choose] : [generate(uri, description)];
  if (!best) {
    if (doubtful) return [];
    const title = `${table} · ${vscode.l10n.t("no column to predict")}`;
    return [{ title, command: "neuralLens.describe", arguments: [uri] }];
  }
  return [predict(uri, best, table), choose];
}

function predict(uri: vscode.Uri, { column, classes, reason, task }: TargetSuggestion, table: string): vscode.Command {
  const { t } = vscode.l10n;
  const what = classes ? t("{0} classes", classes) : t("a number");
  return {
    title: `▶ ${t("Predict {0}", column)} · ${what} · ${table}`,
    tooltip: t("Train a network that predicts {0}, because {1}.", column, t(reason)),
    command: "neuralLens.train",
    arguments: [uri, { target: column, task }],
  };
}

/** `Predict 6 labels · 593 rows · 1.87 labels a row`. */
function predictLabels(uri: vscode.Uri, labels: LabelsDescription): vscode.Command {
  const { count, rows } = labels;
  const { t } = vscode.l10n;
  const { language } = vscode.env;
  const parts = [
    t("Predict {0} labels", count.toLocaleString(language)),
    t("{0} rows", rows.toLocaleString(language)),
    t("{0} labels a row", meanLabels(labels)),
  ];
  return {
    title: `▶ ${parts.join(" · ")}`,
    tooltip: t(
      "Train networks that predict all labels at once, and see whether a graph or a hypergraph of labels helps.",
    ),
    command: "neuralLens.train",
    arguments: [uri, { task: "labels" }],
  };
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
