// Shows runs side by side.

import * as vscode from "vscode";
import type { RunSummary } from "../../engine";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { pickRuns, type RunArgument } from "./run-argument";

export function compareRunsCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(
    "neuralLens.compareRuns",
    (argument?: RunArgument | string[], selection?: { folder: string }[]) =>
      reporting(async () => {
        const folders = Array.isArray(argument)
          ? argument
          : selection && selection.length > 1
            ? selection.map(({ folder }) => folder)
            : await ask(services, typeof argument === "string" ? argument : argument?.folder);
        if (folders.length < 2) throw new Error(vscode.l10n.t("Choose at least two runs to compare."));
        await services.panels.openComparison(folders);
      }),
  );
}

/** Whether a run trains, and so has curves. */
export const trains = ({ task }: RunSummary): boolean => task !== "filter" && task !== "spectrum";

/** Whether a run has metrics to compare. */
export const isComparable = (run: RunSummary): boolean => run.status === "done" && trains(run);

/** The runs that the person picks; beside `first` only those of the same task, others share no metric with it. */
async function ask({ runs }: Services, first?: string): Promise<string[]> {
  const finished = (await runs.list()).filter(isComparable);
  const chosen = finished.find(({ folder }) => folder === first);
  const others = finished.filter((run) => run !== chosen && (!chosen || run.task === chosen.task));
  const question = chosen
    ? vscode.l10n.t("Compare {0} with which runs?", chosen.name)
    : vscode.l10n.t("Which runs to compare?");
  const picked = await pickRuns(others, question, true);
  return chosen ? [chosen.folder, ...picked] : picked;
}
