// `run FILE`: trains, filters or computes what an experiment says, or trains on a table or a graph, or goes on with a run that was stopped.

import { resolve } from "node:path";
import { InputError } from "../../errors";
import { RunControl } from "../../experiment/control";
import { readExperiment } from "../../experiment/layout";
import { resumeRun, runExperiment } from "../../experiment/run";
import { trainingExperiment } from "../../experiment/table-experiment";
import { suggestFilter } from "../../tasks/filter/suggest";
import type { Arguments } from "../arguments";
import { type ExperimentFile, locate, onlyFile, readExperimentFile, readOnce, runHost } from "../inputs";
import type { Output } from "../output";
import { nodeFiles } from "../ports";
import { resumeFiltering, runFilter } from "../run-filter";
import { newRunFolder, withoutEmptyFolder } from "../run-folder";
import { RunReport } from "../run-report";
import { resumeSpectrumRun, runSpectrumFile } from "../run-spectrum";
import { suggested, withWishes } from "../suggested";
import { tell, untilInterrupted } from "../tell";
import type { Verb } from "../verb";
import { otherWished, wishesOf, wishFlags } from "../wishes";

const usage =
  "run FILE [--task T] [--target C] [--nodes FILE] [--seed N] [--folds K] [--epochs N] [--threads N] [--out DIR] [--resume RUN]";

export const run: Verb = {
  flags: {
    ...wishFlags,
    threads: { kind: "whole", value: "NUMBER", least: 1 },
    out: { kind: "text", value: "FOLDER" },
    resume: { kind: "text", value: "RUN" },
  },
  async run(given, output) {
    const control = new RunControl();
    let file: ExperimentFile | undefined;
    try {
      await untilInterrupted(control, async () => {
        const resumed = given.texts.get("resume");
        if (resumed !== undefined) return resume(resumed, given, control, output);
        const path = onlyFile(given.positional, usage);
        file = await readExperimentFile(path);
        await begin(path, file, given, control, output);
      });
    } catch (error) {
      throw await locate(error, file);
    }
  },
};

async function resume(run: string, given: Arguments, control: RunControl, output: Output): Promise<void> {
  const other = [...given.texts.keys(), ...given.numbers.keys()].find(
    (flag) => flag !== "resume" && flag !== "threads",
  );
  if (other) throw new InputError(`--${other} cannot change a run that goes on: leave it out, or run anew.`);
  if (given.positional.length > 0) {
    const message = `--resume goes on with ${run} as it began, so ${given.positional[0]} has no place beside it: leave one of them out.`;
    throw new InputError(message);
  }
  const folder = resolve(run);
  const { task } = await readExperiment(nodeFiles, folder);
  if (task === "filter") return resumeFiltering(folder, given, control, output);
  if (task === "spectrum") return resumeSpectrumRun(folder, given, control, output);
  const report = new RunReport(output);
  const host = await runHost(given.numbers.get("threads"));
  await tell(resumeRun(folder, { host, control }), (event) => report.take(event));
}

async function begin(
  path: string,
  file: ExperimentFile | undefined,
  given: Arguments,
  control: RunControl,
  output: Output,
): Promise<void> {
  const wished = otherWished(given) ?? wishesOf(given).task;
  const task = file?.experiment.task;
  if (task && wished && wished !== task) {
    throw new InputError(`The experiment's task is ${task}, not ${wished}.`, { file: path });
  }
  if (file?.experiment.task === "filter") return runFilter(file.experiment, path, given, control, output);
  if (file?.experiment.task === "spectrum") return runSpectrumFile(file.experiment, path, given, control, output);
  const name = nodeFiles.nameOf(resolve(path));
  if (wished === "filter") return runFilter(suggestFilter(name), path, given, control, output);
  if (wished === "spectrum") {
    return runSpectrumFile({ task: "spectrum", data: { file: name } }, path, given, control, output);
  }
  const host = await runHost(given.numbers.get("threads"));
  readOnce(host);
  const experiment = file
    ? withWishes(trainingExperiment(file.experiment, path), path, wishesOf(given))
    : await suggested(path, wishesOf(given), host);
  const folder = await newRunFolder(given.texts.get("out"), experiment.name ?? stemOf(path));
  const events = runExperiment(experiment, nodeFiles.folderOf(resolve(path)), { host, control, folder });
  const report = new RunReport(output);
  await tell(withoutEmptyFolder(folder, events), (event) => report.take(event));
}

const stemOf = (path: string): string => nodeFiles.nameOf(path).replace(/(\.lens)?\.[^.]+$/, "");
