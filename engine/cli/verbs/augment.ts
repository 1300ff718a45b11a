// `augment FILE`: whether generated rows or pictures help a classifier, beside SMOTE and repetition, on the same folds.

import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { InputError } from "../../errors";
import { testRunAugmentation } from "../../experiment/augmentation";
import { RunControl } from "../../experiment/control";
import { readGenerateSource } from "../../experiment/generate-source";
import { runFiles } from "../../experiment/layout";
import type { RunHost } from "../../experiment/run";
import { completeGenerateExperiment } from "../../experiment/suggest";
import { generateExperiment } from "../../experiment/table-experiment";
import { type AugmentationProgress, testAugmentation } from "../../tasks/generate/augment";
import type { AugmentationResult } from "../../tasks/generate/samples";
import { significant } from "../../words";
import type { Arguments } from "../arguments";
import { type ExperimentFile, locate, onlyFile, readExperimentFile, readOnce, runHost } from "../inputs";
import type { Output } from "../output";
import { nodeFiles } from "../ports";
import { suggested, withWishes } from "../suggested";
import { table } from "../table";
import { untilInterrupted } from "../tell";
import type { Verb } from "../verb";
import { wishesOf, wishFlags } from "../wishes";

const usage = "augment FILE|RUN [--target C] [--folds K] [--seed N] [--epochs N] [--threads N]";

export const augment: Verb = {
  flags: {
    target: wishFlags.target,
    folds: wishFlags.folds,
    seed: wishFlags.seed,
    epochs: wishFlags.epochs,
    threads: { kind: "whole", value: "NUMBER", least: 1 },
  },
  async run(given, output) {
    const path = onlyFile(given.positional, usage);
    const control = new RunControl();
    let file: ExperimentFile | undefined;
    try {
      await untilInterrupted(control, async () => {
        const host = await runHost(given.numbers.get("threads"));
        const finished = await stat(join(path, runFiles.experiment)).catch(() => null);
        file = finished ? undefined : await readExperimentFile(path);
        const test = finished
          ? testRunAugmentation(resolve(path), runOptions(given, host, control))
          : await testOf(path, file, given, host, control);
        const result = await told(test, output);
        if (result) report(result, output);
        else if (!output.json) output.line("Stopped: nothing is known yet.");
      });
    } catch (error) {
      throw await locate(error, file);
    }
  },
};

type Test = AsyncGenerator<AugmentationProgress, AugmentationResult | undefined>;

/** @throws InputError for flags that would make another run of it */
function runOptions({ texts, numbers }: Arguments, host: RunHost, control: RunControl) {
  const other = ["target", "seed", "epochs"].find((flag) => texts.has(flag) || numbers.has(flag));
  if (other) throw new InputError(`--${other} cannot change a run that is over: name its experiment instead.`);
  return { ...host, folds: numbers.get("folds"), stopped: () => control.stopped };
}

async function testOf(
  path: string,
  file: ExperimentFile | undefined,
  given: Arguments,
  host: RunHost,
  control: RunControl,
): Promise<Test> {
  readOnce(host);
  const { folds, ...wishes } = wishesOf(given);
  const wished = file
    ? withWishes(generateExperiment(file.experiment, path), path, wishes)
    : generateExperiment(await suggested(path, { ...wishes, task: "generate" }, host));
  const source = await readGenerateSource(host, wished, nodeFiles.folderOf(resolve(path)));
  const experiment = completeGenerateExperiment(wished, source);
  const { executor, breathe } = host;
  return testAugmentation({ experiment, source, folds, executor, breathe, stopped: () => control.stopped });
}

async function told(test: Test, output: Output): Promise<AugmentationResult | undefined> {
  for (;;) {
    const next = await test.next();
    if (next.done) return next.value;
    const { value } = next;
    if (output.json) output.object(value);
    else {
      const { fold, folds, doing, fraction } = value;
      output.progress(() => `fold ${fold} of ${folds} · ${doing} · ${Math.floor(100 * fraction)} %`);
    }
  }
}

function report(result: AugmentationResult, output: Output): void {
  if (output.json) {
    output.object(result);
    return;
  }
  output.line(result.sentence);
  const rows = [
    ["", result.metric],
    ...result.ways.map(({ name, mean, std }) => [name, `${significant(mean)} ± ${significant(std, 2)}`]),
  ];
  for (const line of table(rows, { right: true })) output.line(`  ${line}`);
  output.line(`${result.seconds.toFixed(2)} s`);
}
