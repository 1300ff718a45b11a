// A complete experiment that generates after the rows of a table, or the pictures, at a path.

import type { GenerateExperiment } from "../tasks/generate/spec";
import { readGenerateSource } from "./generate-source";
import type { RunHost } from "./run";
import { completeGenerateExperiment, type Overrides, override } from "./suggest";

export interface GenerateWishes extends Overrides {
  /** Whether samples can be asked for by class; where there are classes unless said. */
  conditional?: boolean;
}

/**
 * With paths relative to the folder of `path`.
 * @throws InputError where nothing can be generated
 */
export async function suggestGenerateAt(
  host: Pick<RunHost, "files" | "readData" | "readAlbum" | "breathe">,
  path: string,
  { conditional, ...wishes }: GenerateWishes = {},
): Promise<GenerateExperiment> {
  const { files } = host;
  const model = conditional === undefined ? {} : { model: { conditional } };
  const data = { file: files.nameOf(path) };
  const given = override<GenerateExperiment>({ task: "generate", data, ...model }, wishes);
  return completeGenerateExperiment(given, await readGenerateSource(host, given, files.folderOf(path)));
}
