// `suggest FILE`: an experiment with every value written out.

import { suggestExperiment } from "../../experiment/suggest";
import { onlyFile, readData } from "../inputs";
import { nodeFiles } from "../ports";
import type { Verb } from "../verb";
import { taskOf } from "../wishes";

export const suggest: Verb = {
  flags: { task: { kind: "text", value: "TASK" }, target: { kind: "text", value: "COLUMN" } },
  async run({ positional, texts }, output) {
    const file = onlyFile(positional, "suggest FILE [--task T] [--target C]");
    const dataset = await readData(file);
    const wishes = { task: taskOf(texts.get("task")), target: texts.get("target") };
    const experiment = suggestExperiment(dataset, nodeFiles.nameOf(file), wishes);
    if (output.json) output.object(experiment);
    else output.raw(`${JSON.stringify(experiment, null, 2)}\n`);
  },
};
