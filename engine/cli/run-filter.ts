// `run` of an experiment that filters pictures: the batch with its run folder, or a batch that goes on.

import { dirname, resolve } from "node:path";
import type { RunControl } from "../experiment/control";
import { type FilterHost, filterPictures, resumeFilter } from "../tasks/filter/apply";
import type { FilterEvent } from "../tasks/filter/events";
import { chainName } from "../tasks/filter/names";
import type { FilterExperiment } from "../tasks/filter/spec";
import type { Arguments } from "./arguments";
import { filterHost } from "./filter-host";
import { FilterReport } from "./filter-report";
import type { Output } from "./output";
import { newRunFolder, withoutEmptyFolder } from "./run-folder";
import { tell } from "./tell";
import { refuseTraining } from "./wishes";

/** Filters what the experiment names; its data.file is relative to the folder of `path`. */
export async function runFilter(
  experiment: FilterExperiment,
  path: string,
  given: Arguments,
  control: RunControl,
  output: Output,
): Promise<void> {
  refuseTraining(given, "filters pictures");
  const { texts, numbers } = given;
  const host = await filterHost(numbers.get("threads"));
  const folder = await newRunFolder(texts.get("out"), experiment.name ?? chainName(experiment));
  const batch = filterPictures(experiment, dirname(resolve(path)), { host, control, folder });
  await report(withoutEmptyFolder(folder, batch), host, output);
}

export async function resumeFiltering(
  folder: string,
  { numbers }: Arguments,
  control: RunControl,
  output: Output,
): Promise<void> {
  const host = await filterHost(numbers.get("threads"));
  await report(resumeFilter(folder, { host, control }), host, output);
}

async function report(
  batch: AsyncGenerator<FilterEvent, unknown>,
  { executor }: FilterHost,
  output: Output,
): Promise<void> {
  const reporter = new FilterReport(output);
  try {
    await tell(batch, (event) => reporter.take(event));
  } finally {
    executor.close();
  }
}
