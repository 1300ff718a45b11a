// The lenses on line 0 of an experiment file: run it, resume its last run, compare its runs or its models; apply a filter, compute a spectrum, and open it.

import * as vscode from "vscode";
import { isComparable } from "../commands/compare-runs";
import { isResumable } from "../commands/resume-run";
import { experimentText, isOnAlbum } from "../language/experiment-text";
import { experimentSelector, stemOf } from "../platform/files";
import type { Services } from "../platform/services";
import { compareModelsLens } from "./compare-models";
import { lensesEnabled } from "./enabled";

const top = new vscode.Range(0, 0, 0, 0);

export function experimentLens({ runs, training, batches, spectra }: Services): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(experimentSelector, {
    onDidChangeCodeLenses: (listener) =>
      vscode.Disposable.from(
        runs.onChange(() => listener()),
        batches.onChange(() => listener()),
        spectra.onChange(() => listener()),
      ),
    async provideCodeLenses(document) {
      if (!lensesEnabled()) return [];
      const commands: vscode.Command[] = [];
      const text = experimentText(document);
      const { task, data } = text;
      const [isFilter, isSpectrum] = [task === "filter", task === "spectrum"];
      const given = /"name"\s*:\s*"([^"\\]*)"/.exec(document.getText())?.[1];
      // Batches without a name are called by their kernels, as those of other experiments may be.
      const name = given ?? (isFilter ? undefined : stemOf(document.uri.path));
      const mine = (await runs.list()).filter((run) => run.name === name);
      const jobs = isFilter ? batches.queue : isSpectrum ? spectra.queue : undefined;
      const live = jobs
        ? jobs.find(({ request }) => request.path === document.uri.fsPath)
        : training.queue.find(({ path }) => path === document.uri.fsPath);
      if (live)
        commands.push({
          title: `$(debug-stop) ${vscode.l10n.t("Stop")}`,
          command: "neuralLens.stopRun",
          arguments: [live.folder],
        });
      else if (!jobs || data)
        commands.push({
          title: `▶ ${runTitle(task, data?.node.value)}`,
          command: "neuralLens.runExperiment",
          arguments: [document.uri],
        });
      if (isFilter)
        commands.push(
          { title: vscode.l10n.t("Apply to…"), command: "neuralLens.applyFilter", arguments: [document.uri] },
          { title: vscode.l10n.t("Open in Neural Lens"), command: "neuralLens.openPicture", arguments: [document.uri] },
        );
      if (isSpectrum && data)
        commands.push({
          title: vscode.l10n.t("Open in the graph lab"),
          command: "neuralLens.openSpectrum",
          arguments: [document.uri],
        });
      const [last] = mine;
      if (last && isResumable(last) && [training, batches, spectra].every((queue) => !queue.find(last.folder))) {
        commands.push({ title: vscode.l10n.t("Resume"), command: "neuralLens.resumeRun", arguments: [last.folder] });
      }
      const done = mine.filter(isComparable).map(({ folder }) => folder);
      if (done.length > 1) {
        const latest = done.slice(0, comparedAtOnce);
        const title = vscode.l10n.t("Compare {0} runs", latest.length);
        commands.push({ title, command: "neuralLens.compareRuns", arguments: [latest] });
      }
      const onPictures = (task === "classify" || task === "labels") && (await isOnAlbum(text));
      if (trainingTasks.includes(task ?? "") && !onPictures) commands.push(compareModelsLens(document.uri));
      return commands.map((command) => new vscode.CodeLens(top, command));
    },
  });
}

/** Tasks whose models can be varied, unless they are on pictures. */
const trainingTasks = ["classify", "regress", "labels", "nodes", "links", "graphs"];

function runTitle(task: string | undefined, file: string): string {
  if (task === "filter") return vscode.l10n.t("Apply to {0}", file);
  return task === "spectrum" ? vscode.l10n.t("Compute spectrum") : vscode.l10n.t("Run");
}

/** The newest runs that the lens compares; others join from the runs tree. */
const comparedAtOnce = 6;
