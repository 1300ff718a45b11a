// Writes the matrix and the part of the spectrum that are set in the graph lab as an experiment file.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { SpectrumHostApi } from "../../webview/protocol";
import { engine } from "../platform/engine";
import { between } from "../platform/places";
import { saveExperiment } from "./save-experiment";

/** Path of the file that was written; undefined where the person gave up. */
export async function saveSpectrum({
  graph: { path, reading = {}, experiment },
  spectrum,
}: Parameters<SpectrumHostApi["saveSpectrum"]>[0]): Promise<string | undefined> {
  const { replaceSpectrum, spectrumText } = await engine();
  const comment = vscode.l10n.t("The spectrum of {0}, as the graph lab shows it.", basename(path));
  const { nodes, ...kept } = reading;
  return saveExperiment({
    path,
    experiment,
    question: (name) => vscode.l10n.t("Replace the settings in {0} by these?", name),
    replaced: (text) => replaceSpectrum(text, spectrum),
    written(file, folder) {
      const beside = nodes === undefined ? {} : { nodes: between(folder, nodes) };
      return spectrumText({ file, ...beside, ...kept }, spectrum, comment);
    },
  });
}
