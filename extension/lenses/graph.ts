// The lenses on line 0 of a graph file: its spectrum in the graph lab, training on nodes, links or whole graphs, models compared.

import * as vscode from "vscode";
import type { CollectionDescription, GraphDescription, GraphGlance } from "../../engine";
import type { Profile } from "../platform/document-profiles";
import { graphSelector, isGraph } from "../platform/files";
import type { GraphProfile } from "../platform/graph-profiles";
import type { Services } from "../platform/services";
import { compareModelsLens } from "./compare-models";
import { lensesEnabled } from "./enabled";

const top = new vscode.Range(0, 0, 0, 0);

export function graphLens({ graphProfiles }: Services): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(graphSelector, {
    onDidChangeCodeLenses: (listener) => graphProfiles.onChange(() => listener()),
    async provideCodeLenses(document) {
      const profile = lensesEnabled() ? await graphProfiles.soon(document) : undefined;
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
  if ("graphs" in description) return ofMany(uri, description);
  const open: vscode.Command = {
    title: `▶ ${t("Spectrum")} · ${size(description)}`,
    tooltip: t("Open the graph: its drawing, its spectrum, signals on its nodes."),
    command: "neuralLens.openGraph",
    arguments: [uri],
  };
  // What a narrow column may cut comes last.
  const kind = { ...open, title: nature(description) };
  const targets = "approximate" in description ? [] : description.targets;
  const [best] = targets;
  const hasLinks = description.kind === "graph" && description.edges > 0;
  if (!best && !hasLinks) return [open, kind];
  const train: vscode.Command = best
    ? {
        title: `▶ ${predict(best)}`,
        tooltip: t("Train a graph network that predicts {0} of each node, because {1}.", best.column, t(best.reason)),
        command: "neuralLens.train",
        arguments: [uri, { task: "nodes", target: best.column }],
      }
    : {
        title: `▶ ${t("Predict links")}`,
        tooltip: t("Train a graph network that tells pairs of nodes with an edge from pairs without one."),
        command: "neuralLens.train",
        arguments: [uri, { task: "links" }],
      };
  const isOnlyOne = targets.length + Number(hasLinks) === 1;
  return [open, train, ...(isOnlyOne ? [] : [choose(uri)]), compareModelsLens(uri), kind];
}

/** Of a file that holds many graphs. */
function ofMany(uri: vscode.Uri, { graphs, targets }: CollectionDescription): vscode.Command[] {
  const { t } = vscode.l10n;
  const count = t("{0} graphs", localized(graphs));
  const [best] = targets;
  if (!best) {
    const title = `${count} · ${t("nothing of them to predict")}`;
    return [{ title, command: "neuralLens.trainGraph", arguments: [uri] }];
  }
  const train: vscode.Command = {
    title: `▶ ${predict(best)} · ${count}`,
    tooltip: t("Train a graph network that predicts {0} of each graph, because {1}.", best.column, t(best.reason)),
    command: "neuralLens.train",
    arguments: [uri, { task: "graphs", target: best.column }],
  };
  return [train, ...(targets.length > 1 ? [choose(uri)] : []), compareModelsLens(uri)];
}

/** `Predict side · 2 classes`. */
function predict({ column, classes }: GraphDescription["targets"][number]): string {
  const { t } = vscode.l10n;
  return `${t("Predict {0}", column)} · ${classes ? t("{0} classes", classes) : t("a number")}`;
}

const choose = (uri: vscode.Uri): vscode.Command => ({
  title: vscode.l10n.t("Predict…"),
  tooltip: vscode.l10n.t("Choose what a graph network learns to predict, among all that this file allows."),
  command: "neuralLens.trainGraph",
  arguments: [uri],
});

/** `34 nodes · 78 edges`. */
function size(description: GraphDescription | GraphGlance): string {
  const { t } = vscode.l10n;
  const { kind, nodes, edges } = description;
  const hyperedges = "approximate" in description ? undefined : description.hyperedges;
  const number = (count: number) => ("approximate" in description ? "≈ " : "") + localized(count);
  const joining =
    kind === "hypergraph" ? t("{0} hyperedges", number(hyperedges ?? edges)) : t("{0} edges", number(edges));
  return `${t("{0} nodes", number(nodes))} · ${joining}`;
}

/** `1 component · undirected · unweighted`. */
function nature(description: GraphDescription | GraphGlance): string {
  const { t } = vscode.l10n;
  const { kind, directed, weighted } = description;
  const parts: string[] = [];
  if ("components" in description) {
    const { components } = description;
    parts.push(components === 1 ? t("1 component") : t("{0} components", localized(components)));
  }
  if (kind === "graph") parts.push(directed ? t("directed") : t("undirected"));
  parts.push(weighted ? t("weighted") : t("unweighted"));
  return parts.join(" · ");
}

const localized = (count: number): string => count.toLocaleString(vscode.env.language);
