// Writes the suggested experiment beside a data file and opens it.

import { basename, dirname, join, relative } from "node:path";
import * as vscode from "vscode";
import type { TableExperiment, TrainingExperiment } from "../../engine";
import { isUsable } from "../platform/columns";
import { engine } from "../platform/engine";
import { sourceOfUri, stemOf } from "../platform/files";
import { freeExperimentPath } from "../platform/free-path";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { type Choice, dataFile, suggested } from "./train";

/** The column to predict, where chosen, and one that must not be predicted from. */
interface Wish extends Choice {
  without?: string;
}

export function createExperimentCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.createExperiment", (uri?: vscode.Uri, choice: unknown = {}) =>
    reporting(async () => {
      const file = await dataFile(uri);
      // The Explorer hands over all selected files as its second argument.
      const { without, ...wanted } = Array.isArray(choice) ? ({} as Wish) : (choice as Wish);
      const { worker } = services;
      const experiment = await reading(worker, file, () => suggested(services, sourceOfUri(file), wanted));
      const { isTableExperiment } = await engine();
      if (without !== undefined && isTableExperiment(experiment)) await leaveOut(services, file, experiment, without);
      await writeExperiment(file, experiment);
    }),
  );
}

async function leaveOut(
  { profiles }: Services,
  file: vscode.Uri,
  { data }: TableExperiment,
  without: string,
): Promise<void> {
  const { columns } = await profiles.describe(file);
  const usable = data.features ?? columns.filter(isUsable).map(({ name }) => name);
  data.features = usable.filter((name) => name !== without && name !== data.target);
}

/** Writes and opens `<data>.lens.json`, or `<data>-2.lens.json` where that is there already. */
export async function writeExperiment(data: vscode.Uri, experiment: TrainingExperiment): Promise<void> {
  const folder = dirname(data.fsPath);
  const path = await freeExperimentPath(join(folder, stemOf(data.path)));
  const written = {
    ...experiment,
    data: { ...experiment.data, file: relative(folder, data.fsPath) || basename(path) },
  };
  const target = vscode.Uri.file(path);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(`${JSON.stringify(written, null, 2)}\n`));
  await vscode.window.showTextDocument(target);
}
