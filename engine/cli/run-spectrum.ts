// `run` of an experiment that computes a spectrum, with its run folder, or once more after a stop; `suggest` of one.

import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import type { RunControl } from "../experiment/control";
import { fileStem } from "../experiment/layout";
import type { SpectrumEvent } from "../tasks/spectrum/events";
import { readGraphOf } from "../tasks/spectrum/read";
import { resumeSpectrum, runSpectrum, type SpectrumHost } from "../tasks/spectrum/run";
import type { SpectrumExperiment } from "../tasks/spectrum/spec";
import { completeSpectrum } from "../tasks/spectrum/suggest";
import type { Arguments } from "./arguments";
import { kernelsFolder } from "./inputs";
import type { Output } from "./output";
import { breathe, loadSolvers, nodeFiles, nodeProcesses } from "./ports";
import { newRunFolder, withoutEmptyFolder } from "./run-folder";
import { SpectrumRunReport } from "./spectrum-run-report";
import { tell } from "./tell";
import { refuseTraining } from "./wishes";

/** Computes what the experiment names; its data.file is relative to the folder of `path`. */
export async function runSpectrumFile(
  experiment: SpectrumExperiment,
  path: string,
  given: Arguments,
  control: RunControl,
  output: Output,
): Promise<void> {
  refuseTraining(given, "computes a spectrum");
  const host = await spectrumHost(given.numbers.get("threads"));
  const name = experiment.name ?? `${fileStem(experiment.data.file)} spectrum`;
  const folder = await newRunFolder(given.texts.get("out"), name);
  const run = runSpectrum(experiment, dirname(resolve(path)), { host, control, folder });
  await report(withoutEmptyFolder(folder, run), output);
}

export async function resumeSpectrumRun(
  folder: string,
  { numbers }: Arguments,
  control: RunControl,
  output: Output,
): Promise<void> {
  const host = await spectrumHost(numbers.get("threads"));
  await report(resumeSpectrum(folder, { host, control }), output);
}

/** The experiment for the graph at `path`, its file relative to the folder of that. */
export async function suggestSpectrum(path: string): Promise<SpectrumExperiment> {
  const { solvers } = await spectrumHost();
  const [file, base] = [nodeFiles.nameOf(resolve(path)), nodeFiles.folderOf(resolve(path))];
  const { data, ...graph } = await readGraphOf(nodeFiles, path, { file }, base);
  return completeSpectrum({ task: "spectrum", data }, graph, solvers);
}

/** With at most so many threads: as many as there are cores unless said. */
async function spectrumHost(threads = availableParallelism()): Promise<SpectrumHost> {
  const solvers = await loadSolvers(kernelsFolder(), Math.min(threads, availableParallelism()));
  return { files: nodeFiles, solvers, breathe, processes: nodeProcesses };
}

async function report(run: AsyncGenerator<SpectrumEvent, unknown>, output: Output): Promise<void> {
  const reporter = new SpectrumRunReport(output);
  await tell(run, (event) => reporter.take(event));
}
