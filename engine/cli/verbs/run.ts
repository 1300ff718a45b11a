// `run FILE`: trains an experiment, or a network on a data file, or goes on with a run that was stopped.

import { mkdir, rmdir } from "node:fs/promises";
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

const usage =
  "run FILE [--task T] [--target C] [--seed N] [--folds K] [--epochs N] [--threads N] [--out DIR] [--resume RUN]";

export const run: Verb = {
  flags: {
    ...wishFlags,
    threads: { kind: "whole", value: "NUMBER", least: 1 },
    out: { kind: "text", value: "FOLDER" },
    resume: { kind: "text", value: "RUN" },
  },
  async run(given, output) {
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
  const host = await runHost(given.numbers.get("threads"));
  if (resumed !== undefined) {
    const other = [...given.texts.keys(), ...given.numbers.keys()].find(
      (flag) => flag !== "resume" && flag !== "threads",
    );
    if (other) throw new InputError(`--${other} cannot change a run that goes on: leave it out, or run anew.`);
    if (given.positional.length > 0) {
      const message = `--resume goes on with ${resumed} as it began, so ${given.positional[0]} has no place beside it: leave one of them out.`;
      throw new InputError(message);
    }
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
  const out = given.texts.get("out");
  const folder = out === undefined ? await claimFolder(experiment.name ?? stemOf(path)) : resolve(out);
  return withoutEmptyFolder(folder, runExperiment(experiment, nodeFiles.folderOf(path), { host, control, folder }));
}

/** The run; where it cannot even begin, the folder that was made for it goes. */
async function* withoutEmptyFolder(
  folder: string,
  run: AsyncGenerator<RunEvent, unknown>,
): AsyncGenerator<RunEvent, unknown> {
  try {
    return yield* run;
  } catch (error) {
    // One that holds something stays: rmdir refuses it.
    await rmdir(folder).catch(() => undefined);
    throw error;
  }
}

const stemOf = (path: string): string => nodeFiles.nameOf(path).replace(/(\.lens)?\.[^.]+$/, "");

/** A new folder below `.lens/runs` here, which no other process has. */
async function claimFolder(name: string): Promise<string> {
  const root = resolve(...runsFolder);
  await mkdir(root, { recursive: true });
  const first = join(root, runFolderName(name, new Date()));
  for (let folder = first, count = 2; ; folder = `${first}-${count++}`) {
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
