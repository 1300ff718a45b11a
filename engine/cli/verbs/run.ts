// `run FILE`: trains an experiment, or a network on a data file, or goes on with a run that was stopped.

import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { InputError } from "../../errors";
import { RunControl } from "../../experiment/control";
import type { RunEvent } from "../../experiment/events";
import { runFolderName, runsFolder } from "../../experiment/layout";
import { resumeRun, runExperiment } from "../../experiment/run";
import type { Experiment } from "../../experiment/schema";
import { override, suggestExperiment } from "../../experiment/suggest";
import type { Arguments } from "../arguments";
import { type ExperimentFile, locate, onlyFile, readExperimentFile, runHost } from "../inputs";
import { nodeFiles } from "../ports";
import { RunReport } from "../run-report";
import type { Verb } from "../verb";
import { wishesOf, wishFlags } from "../wishes";

const usage = "run FILE [--task T] [--target C] [--seed N] [--folds K] [--epochs N] [--out DIR] [--resume RUN]";

export const run: Verb = {
  flags: {
    ...wishFlags,
    threads: { kind: "whole", value: "NUMBER", least: 1 },
    out: { kind: "text", value: "FOLDER" },
    resume: { kind: "text", value: "RUN" },
  },
  async run(given, output) {
    const threads = given.numbers.get("threads") ?? 1;
    if (threads > 1) throw new InputError(`Training computes with one thread: give --threads 1 instead of ${threads}.`);
    const control = new RunControl();
    const interrupted = () => control.stop();
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    let file: ExperimentFile | undefined;
    try {
      const report = new RunReport(output);
      const begun = await begin(given, control, (read) => {
        file = read;
      });
      for (;;) {
        const next = await begun.next();
        if (next.done) {
          if (next.value !== undefined) throw next.value;
          return;
        }
        report.take(next.value);
      }
    } catch (error) {
      throw await locate(error, file);
    } finally {
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    }
  },
};

async function begin(
  given: Arguments,
  control: RunControl,
  found: (file: ExperimentFile) => void,
): Promise<AsyncGenerator<RunEvent, unknown>> {
  const resumed = given.texts.get("resume");
  const host = await runHost();
  if (resumed !== undefined) {
    const other = [...given.texts.keys(), ...given.numbers.keys()].find(
      (flag) => flag !== "resume" && flag !== "threads",
    );
    if (other) throw new InputError(`--${other} cannot change a run that goes on: leave it out, or run anew.`);
    return resumeRun(resolve(resumed), { host, control });
  }
  const path = onlyFile(given.positional, usage);
  const wishes = wishesOf(given);
  const read = await readExperimentFile(path);
  let experiment: Experiment;
  if (read) {
    found(read);
    if (wishes.task && wishes.task !== read.experiment.task) {
      throw new InputError(`The experiment's task is ${read.experiment.task}, not ${wishes.task}.`, { file: path });
    }
    experiment = override(read.experiment, wishes);
  } else {
    const dataset = await host.readData(path);
    host.readData = async () => dataset;
    experiment = suggestExperiment(dataset, nodeFiles.nameOf(path), wishes);
  }
  const folder = given.texts.get("out") ?? (await newFolder(experiment.name ?? stemOf(path)));
  return runExperiment(experiment, nodeFiles.folderOf(path), { host, control, folder: resolve(folder) });
}

const stemOf = (path: string): string => nodeFiles.nameOf(path).replace(/(\.lens)?\.[^.]+$/, "");

/** A folder below `.lens/runs` here that is not there yet. */
async function newFolder(name: string): Promise<string> {
  const first = join(...runsFolder, runFolderName(name, new Date()));
  let folder = first;
  for (let count = 2; await stat(folder).catch(() => undefined); count++) folder = `${first}-${count}`;
  return folder;
}
