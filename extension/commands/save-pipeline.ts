// Writes the chain of the kernel lab as an experiment file.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { Pipeline } from "../../engine";
import { engine } from "../platform/engine";
import { saveExperiment } from "./save-experiment";

interface Wish {
  /** Path of the picture. */
  path: string;
  pipeline: Pipeline;
  /** Path of the experiment that the chain came from. */
  experiment?: string;
}

/** Path of the file that was written; undefined where the person gave up. */
export async function savePipeline({ path, pipeline, experiment }: Wish): Promise<string | undefined> {
  const { chainText, replaceChain } = await engine();
  const comment = vscode.l10n.t("A chain of kernels, made on {0}.", basename(path));
  return saveExperiment({
    path,
    experiment,
    question: (name) => vscode.l10n.t("Replace the chain in {0} by this one?", name),
    replaced: (text) => replaceChain(text, pipeline),
    written: (data) => chainText(data, pipeline, comment),
  });
}
