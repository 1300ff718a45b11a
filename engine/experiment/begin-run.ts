// The folder of a new run: what it began with is written first, so that a kill at any byte leaves a run or none.

import type { Files } from "../data/files";
import { InputError } from "../errors";
import { publish } from "./checkpoint";
import { EventLog } from "./event-log";
import { type Beginning, runFiles } from "./layout";
import type { Experiment } from "./schema";

/**
 * Writes the beginning of a run into `folder`, and resolves to the log of its events; data.file of `experiment` is
 * relative to the folder.
 * @throws InputError where the folder holds a run already
 */
export async function beginRun(
  files: Files,
  folder: string,
  experiment: Experiment,
  beginning: Beginning,
): Promise<EventLog> {
  if (await files.stat(files.join(folder, runFiles.experiment))) {
    throw new InputError("This folder already holds a run: choose another one, or resume the run.", { file: folder });
  }
  const log = await EventLog.open(files, folder);
  await publish(files, files.join(folder, runFiles.origin), JSON.stringify(beginning));
  await publish(files, files.join(folder, runFiles.experiment), `${JSON.stringify(experiment, null, 2)}\n`);
  return log;
}
