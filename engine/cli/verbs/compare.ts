// `compare RUN RUN …` or `compare FILE --over KEY=A,B,…`: runs side by side, or every choice on the same splits and seeds.

import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../../errors";
import { compareRuns } from "../../experiment/compare";
import { RunControl } from "../../experiment/control";
import { runFiles, runFolderName, runsFolder } from "../../experiment/layout";
import { runExperiment } from "../../experiment/run";
import { trainingExperiment } from "../../experiment/table-experiment";
import { significant } from "../../words";
import type { Comparison } from "../../worker/api";
import type { Arguments } from "../arguments";
import { onlyFile, readExperimentFile, readOnce, runHost } from "../inputs";
import type { Output } from "../output";
import { nodeFiles } from "../ports";
import { formatEntry } from "../run-report";
import { suggested, withWishes } from "../suggested";
import { table } from "../table";
import type { Verb } from "../verb";
import { wishesOf, wishFlags } from "../wishes";

export const compare: Verb = {
  flags: {
    ...wishFlags,
    over: { kind: "text", value: "KEY=A,B,…" },
    seeds: { kind: "whole", value: "NUMBER", least: 1 },
    out: { kind: "text", value: "FOLDER" },
  },
  async run(given, output) {
    const over = given.texts.get("over");
    const isRun = async (path: string) => (await stat(join(path, runFiles.experiment)).catch(() => null)) !== null;
    if (over === undefined) {
      const folders = given.positional.map((path) => resolve(path));
      if (folders.length < 2) throw new InputError("Name two runs at least, or a FILE with --over KEY=A,B,…");
      for (const [index, folder] of folders.entries()) {
        if (!(await isRun(folder)))
          throw new InputError("This is not the folder of a run.", { file: given.positional[index] });
      }
      print(await compareRuns(nodeFiles, folders), output);
      return;
    }
    const folders = await runVariants(given, over, output);
    print(await compareRuns(nodeFiles, [...folders.values()], [...folders.keys()]), output);
  },
};

/** Trains every variant; folders by the variant's name. */
async function runVariants(given: Arguments, over: string, output: Output): Promise<Map<string, string>> {
  const path = onlyFile(given.positional, "compare FILE --over KEY=A,B,…");
  const wishes = wishesOf(given);
  const { seedsUpTo, variantsOf } = await import("../../experiment/variants");
  const count = given.numbers.get("seeds");
  if (count !== undefined) wishes.seeds = seedsUpTo(count);
  const host = await runHost();
  const read = await readExperimentFile(path);
  const base = dirname(resolve(path));
  readOnce(host);
  const experiment = read
    ? withWishes(trainingExperiment(read.experiment, path), path, wishes)
    : await suggested(path, wishes, host);
  const root = resolve(
    given.texts.get("out") ?? join(...runsFolder, runFolderName(`${experiment.name ?? "compare"}-over`, new Date())),
  );
  const control = new RunControl();
  const interrupted = () => control.stop();
  process.once("SIGINT", interrupted);
  const folders = new Map<string, string>();
  for (const { name, experiment: variant } of variantsOf(experiment, over, wishes)) {
    const folder = join(root, name.replace(/[^\p{L}\p{N}._-]+/gu, "-"));
    const events = runExperiment({ ...variant, name }, base, { host, control, folder });
    for (;;) {
      const next = await events.next();
      if (next.done) {
        if (next.value !== undefined) throw next.value;
        break;
      }
      const event = next.value;
      if (event.event === "epoch")
        output.progress(() => `${name}: training ${event.member + 1}, epoch ${event.epoch} of ${event.epochs}`);
      if (event.event === "end" && event.status === "stopped") throw new InputError("Stopped before all were trained.");
    }
    folders.set(name, folder);
  }
  return folders;
}

function print(comparison: Comparison, output: Output): void {
  if (output.json) {
    output.object({ event: "comparison", ...comparison });
    return;
  }
  const rows = comparison.rows.map(({ name, values }) => [
    name,
    ...comparison.metrics.map((metric) => {
      const { value, std, interval } = values[metric];
      const shown = formatEntry(std === undefined ? value : { mean: value, std, values: [] });
      return interval ? `${shown} (${significant(interval[0])} to ${significant(interval[1])})` : shown;
    }),
  ]);
  for (const line of table([["", ...comparison.metrics], ...rows], { right: true })) output.line(line);
  output.line(comparison.sentence);
}
