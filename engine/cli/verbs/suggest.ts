// `suggest FILE`: an experiment with every value written out.

import { layOut } from "../../experiment/lay-out";
import type { Experiment } from "../../experiment/schema";
import { suggestExperiment } from "../../experiment/suggest";
import { suggestFilter } from "../../tasks/filter/suggest";
import type { Arguments } from "../arguments";
import { describePictures } from "../describe-pictures";
import { onlyFile, picturesAt, readData } from "../inputs";
import { nodeFiles } from "../ports";
import type { Verb } from "../verb";
import { filterWished, taskOf } from "../wishes";

export const suggest: Verb = {
  flags: { task: { kind: "text", value: "TASK" }, target: { kind: "text", value: "COLUMN" } },
  async run(given, output) {
    const file = onlyFile(given.positional, "suggest FILE [--task T] [--target C]");
    const experiment = await suggested(file, given);
    if (output.json) output.object(experiment);
    else output.raw(`${layOut(experiment)}\n`);
  },
};

async function suggested(file: string, given: Arguments): Promise<Experiment> {
  const { texts } = given;
  if (filterWished(given) || (!texts.has("task") && !texts.has("target") && (await picturesAt(file)))) {
    // Headers only: whether there is a picture at all.
    await describePictures(file);
    return suggestFilter(nodeFiles.nameOf(nodeFiles.join(file)));
  }
  const wishes = { task: taskOf(texts.get("task")), target: texts.get("target") };
  return suggestExperiment(await readData(file), nodeFiles.nameOf(file), wishes);
}
