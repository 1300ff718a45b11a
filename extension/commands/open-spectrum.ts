// Opens the graph of a spectrum experiment in the graph lab, with the matrix and the part of the spectrum that it asks for.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { SpectrumExperiment } from "../../engine";
import type { GraphState } from "../../webview/protocol";
import { engine } from "../platform/engine";
import { isExperiment } from "../platform/files";
import { dataPath } from "../platform/places";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";

export function openSpectrumCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.openSpectrum", (uri: vscode.Uri) =>
    reporting(async () => {
      const document = await vscode.workspace.openTextDocument(uri);
      if (document.isDirty) await document.save();
      const { parseExperiment } = await engine();
      const experiment = parseExperiment(document.getText(), uri.fsPath);
      if (experiment.task === "spectrum") await openInLab(services, uri.fsPath, experiment);
    }),
  );
}

/** `path` is that of the experiment, or of a run's copy of it. */
export async function openInLab(services: Services, path: string, experiment: SpectrumExperiment): Promise<void> {
  const { requestOf } = await engine();
  const { file, nodes, id, weight, neighbours } = experiment.data;
  const { matrix, ...part } = requestOf(experiment);
  const state: GraphState = {
    path: dataPath(path, file),
    reading: { id, weight, neighbours, nodes: nodes === undefined ? undefined : dataPath(path, nodes) },
    spectrum: { ...part, matrix: experiment.laplacian && matrix },
    ...(isExperiment(vscode.Uri.file(path)) ? { experiment: path } : {}),
  };
  await services.panels.openGraph(state, basename(state.path));
}
