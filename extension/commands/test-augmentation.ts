// Finds out whether the samples of a finished generator help a classifier, and says what came of it.

import * as vscode from "vscode";
import type { AugmentationResult, RunSummary } from "../../engine";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { workerProgress } from "../platform/worker-progress";
import { chosenRuns, type RunArgument } from "./run-argument";
import { isGenerator } from "./write-samples";

export function testAugmentationCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.testAugmentation", (argument?: RunArgument) =>
    reporting(async () => {
      const question = vscode.l10n.t("Do the samples of which generator help a classifier?");
      const [run] = await chosenRuns(services, argument, question, isClassedGenerator);
      const result = await testAugmentation(services, run);
      if (!result) return;
      const { panels, runs } = services;
      const show = async () => panels.openCard(run, await runs.name(run), "augmentation");
      if (panels.isVisible(run)) return show();
      const open = vscode.l10n.t("Open");
      // Whoever asked for it goes on; the answer may never come.
      vscode.window
        .showInformationMessage(result.sentence, open)
        .then((answer) => (answer === open ? reporting(show) : undefined));
    }),
  );
}

/** Whether a run has ended with a generator whose samples have a class. */
export const isClassedGenerator = (run: RunSummary): boolean => isGenerator(run) && run.classed === true;

/** Undefined where it was stopped; what came of it is kept in the run's folder. */
export async function testAugmentation(
  { pictureWorker, runs }: Pick<Services, "pictureWorker" | "runs">,
  run: string,
): Promise<AugmentationResult | undefined> {
  const title = vscode.l10n.t("Testing whether samples of {0} help a classifier", await runs.name(run));
  const stop = () => pictureWorker.call("stopAugmentation", { run });
  return workerProgress(pictureWorker, { path: run, title, stop }, () =>
    pictureWorker.call("testAugmentation", { run }),
  );
}
