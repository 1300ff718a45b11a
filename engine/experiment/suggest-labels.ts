// A complete experiment on the labels of a table, or of the pictures, at a path.

import type { LabelsExperiment } from "../tasks/labels/spec";
import { completeLabels, type LabelSource } from "../tasks/labels/suggest";
import { readLabelSource } from "./label-source";
import { fileStem } from "./layout";
import type { RunHost } from "./run";
import { type Overrides, override } from "./suggest";

/**
 * With paths relative to the folder of `path`.
 * @throws InputError where nothing there has several labels
 */
export async function suggestLabelsAt(
  host: Pick<RunHost, "files" | "readData" | "readAlbum">,
  path: string,
  wishes: Overrides = {},
): Promise<LabelsExperiment> {
  const { files } = host;
  const given = override<LabelsExperiment>({ task: "labels", data: { file: files.nameOf(path) } }, wishes);
  return completeLabelsExperiment(given, await readLabelSource(host, given, files.folderOf(path)));
}

/** With a suggestion for everything that it does not say. Throws as `completeLabels`. */
export const completeLabelsExperiment = (given: LabelsExperiment, source: LabelSource): LabelsExperiment =>
  completeLabels(given, source, fileStem(given.data.file) || given.task);
