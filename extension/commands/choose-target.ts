// Asks which column to predict, with the reasons for each, or to predict all labels or generate rows, and trains on it.

import * as vscode from "vscode";
import type { ColumnProfile, TargetSuggestion } from "../../engine";
import { isUsable } from "../platform/columns";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { rowsWish } from "./generate";
import { type Choice, dataFile, train } from "./train";

export function chooseTargetCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.chooseTarget", (uri?: vscode.Uri) =>
    reporting(async () => {
      const file = await dataFile(uri);
      const choice = await chooseTarget(services, file);
      if (choice) await train(services, file, choice);
    }),
  );
}

interface Item extends vscode.QuickPickItem {
  target?: TargetSuggestion;
  isLabels?: true;
}

/** The person's choice among labels, the columns that can be predicted, most likely first, and generation; undefined when they gave up. */
export async function chooseTarget(services: Services, file: vscode.Uri): Promise<Choice | undefined> {
  const { targets, columns, labels } = await reading(services.worker, file, () => services.profiles.describe(file));
  const items: Item[] = targets.map((target) => {
    const profile = columns.find(({ name }) => name === target.column);
    return { label: target.column, description: kind(target), detail: detail(target, profile), target };
  });
  if (labels) {
    const label = vscode.l10n.t("{0} labels", labels.count);
    items.unshift({
      label,
      detail: vscode.l10n.t("All at once, with a graph of how they occur together."),
      isLabels: true,
    });
  }
  if (columns.some(isUsable)) {
    const label = vscode.l10n.t("Generate rows");
    const separator = { label: "", kind: vscode.QuickPickItemKind.Separator };
    items.push(separator, { label, detail: vscode.l10n.t("New rows like these, out of random numbers.") });
  }
  if (items.length === 0) {
    throw new Error(vscode.l10n.t("No column of {0} can be predicted.", vscode.workspace.asRelativePath(file)));
  }
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which column should the network predict?"),
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  const { target, isLabels } = picked;
  if (isLabels) return { task: "labels" };
  return target ? { target: target.column, task: target.task } : rowsWish(targets);
}

function kind({ task, classes }: TargetSuggestion): string {
  return task === "classify" ? vscode.l10n.t("{0} classes", classes ?? 0) : vscode.l10n.t("a number");
}

function detail({ reason }: TargetSuggestion, profile: ColumnProfile | undefined): string {
  const why = vscode.l10n.t(reason);
  if (!profile?.missing) return why;
  return `${why} · ${vscode.l10n.t("{0} missing", profile.missing)}`;
}
