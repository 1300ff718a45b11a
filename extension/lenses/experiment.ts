// The lenses on line 0 of an experiment file: run it, resume its last run, compare its runs.

import * as vscode from "vscode";
import { isResumable } from "../commands/resume-run";
import { experimentSelector, stemOf } from "../platform/files";
import type { Services } from "../platform/services";
import { lensesEnabled } from "./enabled";

const top = new vscode.Range(0, 0, 0, 0);

export function experimentLens({ runs, training }: Services): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(experimentSelector, {
    onDidChangeCodeLenses: (listener) => runs.onChange(() => listener()),
    async provideCodeLenses(document) {
      if (!lensesEnabled()) return [];
      const name = /"name"\s*:\s*"([^"\\]*)"/.exec(document.getText())?.[1] ?? stemOf(document.uri.path);
      const mine = (await runs.list()).filter((run) => run.name === name);
      const commands: vscode.Command[] = [];
      const live = training.queue.find(({ path }) => path === document.uri.fsPath);
      if (live)
        commands.push({
          title: `$(debug-stop) ${vscode.l10n.t("Stop")}`,
          command: "neuralLens.stopRun",
          arguments: [live.folder],
        });
      else
        commands.push({
          title: `▶ ${vscode.l10n.t("Run")}`,
          command: "neuralLens.runExperiment",
          arguments: [document.uri],
        });
      const [last] = mine;
      if (last && isResumable(last) && !training.find(last.folder)) {
        commands.push({ title: vscode.l10n.t("Resume"), command: "neuralLens.resumeRun", arguments: [last.folder] });
      }
      const done = mine.filter(({ status }) => status === "done").map(({ folder }) => folder);
      if (done.length > 1) {
        const latest = done.slice(0, comparedAtOnce);
        const title = vscode.l10n.t("Compare {0} runs", latest.length);
        commands.push({ title, command: "neuralLens.compareRuns", arguments: [latest] });
      }
      return commands.map((command) => new vscode.CodeLens(top, command));
    },
  });
}

/** The newest runs that the lens compares; others join from the runs tree. */
const comparedAtOnce = 6;
