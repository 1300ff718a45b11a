// Asks what to learn of a graph, or of many, among all that can be: a column of the nodes, links, whole graphs; and trains on it.

import * as vscode from "vscode";
import type { LearnableTask } from "../../engine";
import type { NodeTable } from "../platform/learnables";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { graphFile } from "./open-graph";
import { type Choice, train } from "./train";

export function trainGraphCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.trainGraph", (uri?: vscode.Uri) =>
    reporting(async () => {
      const graph = uri ?? (await graphFile());
      await train(services, graph, choiceOf(await pickTask(await learnableTasks(services, graph))));
    }),
  );
}

/** Everything that can be learned of a graph file or folder, likeliest first; at least one. */
export async function learnableTasks(
  { graphWorker, learnables }: Services,
  graph: vscode.Uri,
  table?: NodeTable,
): Promise<LearnableTask[]> {
  const { tasks, reason } = await reading(graphWorker, graph, () => learnables.of(graph, table));
  if (tasks.length > 0) return tasks;
  throw new Error(reason ?? vscode.l10n.t("Nothing of {0} can be learned.", vscode.workspace.asRelativePath(graph)));
}

/** The person's choice. */
export async function pickTask(tasks: readonly LearnableTask[]): Promise<LearnableTask> {
  const items = tasks.map((task) => ({ ...described(task), task }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("What should the network predict?"),
    matchOnDescription: true,
  });
  if (!picked) throw new vscode.CancellationError();
  return picked.task;
}

export const choiceOf = ({ task, target }: LearnableTask): Choice => ({ task, target: target?.column });

function described({ task, target }: LearnableTask): vscode.QuickPickItem {
  const { t } = vscode.l10n;
  if (!target) return { label: t("Links"), detail: t("Which pairs of nodes are joined by an edge.") };
  const of = task === "graphs" ? t("of each graph") : t("of each node");
  const what = target.classes ? t("{0} classes", target.classes) : t("a number");
  return { label: target.column, description: `${of} · ${what}`, detail: t(target.reason) };
}
