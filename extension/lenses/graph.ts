// The lenses on line 0 of a graph file: its spectrum in the graph lab, and training on its nodes.

import * as vscode from "vscode";
import type { Profile } from "../platform/document-profiles";
import { graphSelector, isGraph } from "../platform/files";
import type { GraphProfile } from "../platform/graph-profiles";
import type { Services } from "../platform/services";
import { lensesEnabled } from "./enabled";

const top = new vscode.Range(0, 0, 0, 0);

export function graphLens({ graphProfiles }: Services): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(graphSelector, {
    onDidChangeCodeLenses: (listener) => graphProfiles.onChange(() => listener()),
    provideCodeLenses(document) {
      const profile = lensesEnabled() ? graphProfiles.of(document) : undefined;
      return profile ? lenses(document.uri, profile).map((command) => new vscode.CodeLens(top, command)) : [];
    },
  });
}

function lenses(uri: vscode.Uri, profile: Profile<GraphProfile>): vscode.Command[] {
  const { t } = vscode.l10n;
  if (profile.state === "failed") {
    // What might have been a graph and is none is somebody else's.
    if (!isGraph(uri)) return [];
    return [{ title: `$(warning) ${profile.error.message}`, command: "neuralLens.openGraph", arguments: [uri] }];
  }
  if (profile.state === "reading") {
    return isGraph(uri) ? [{ title: `▶ ${t("Spectrum")} · …`, command: "neuralLens.openGraph", arguments: [uri] }] : [];
  }
  const { description } = profile;
  if (!description) return [];
  const open: vscode.Command = {
    title: `▶ ${t("Spectrum")} · ${summary(description)}`,
    tooltip: t("Open the graph: its drawing, its spectrum, signals on its nodes."),
    command: "neuralLens.openGraph",
    arguments: [uri],
  };
  const [best] = "approximate" in description ? [] : description.targets;
  if (!best) return [open];
  const what = best.classes ? t("{0} classes", best.classes) : t("a number");
  const train: vscode.Command = {
    title: `▶ ${t("Predict {0}", best.column)} · ${what}`,
    tooltip: t("Train a graph network that predicts {0} of each node, because {1}.", best.column, t(best.reason)),
    command: "neuralLens.train",
    arguments: [uri, { task: "nodes", target: best.column }],
  };
  return [open, train];
}

/** `34 nodes · 78 edges · 1 component · undirected · unweighted`. */
function summary(description: NonNullable<GraphProfile>): string {
  const { t } = vscode.l10n;
  const { kind, nodes, edges, directed, weighted } = description;
  const whole = "approximate" in description ? undefined : description;
  const about = whole ? "" : "≈ ";
  const number = (count: number) => about + count.toLocaleString(vscode.env.language);
  const parts = [t("{0} nodes", number(nodes))];
  if (kind === "hypergraph") parts.push(t("{0} hyperedges", number(whole?.hyperedges ?? edges)));
  else parts.push(t("{0} edges", number(edges)));
  if (whole?.components === 1) parts.push(t("1 component"));
  else if (whole) parts.push(t("{0} components", number(whole.components)));
  if (kind === "graph") parts.push(directed ? t("directed") : t("undirected"));
  parts.push(weighted ? t("weighted") : t("unweighted"));
  return parts.join(" · ");
}
