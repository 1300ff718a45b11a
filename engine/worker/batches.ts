// The worker's calls on batches of pictures: one at a time, in the order in which they were asked for.

import type { FilterExecutor } from "../convolution/executor";
import type { Files } from "../data/files";
import type { RunControl } from "../experiment/control";
import type { Processes } from "../experiment/lock";
import { readFilterEvents } from "../experiment/read-run";
import { filterPictures, resumeFilter } from "../tasks/filter/apply";
import type { FilterEvent } from "../tasks/filter/events";
import type { Breathe } from "../tasks/table/matrix";
import type { FilterRequest, PictureApi } from "./api";
import { RunQueue } from "./run-queue";

export interface BatchPorts {
  files: Files;
  breathe: Breathe;
  filters(): Promise<FilterExecutor>;
  processes?: Processes;
  maxPixels?: number;
  /** Batches that wait or run, by folder: `stop` finds them here. */
  active: Map<string, RunControl>;
  tell(folder: string, event: FilterEvent): void;
  /** An error about a field of the experiment file at `path` with its line and column there. */
  locate(error: unknown, path: string): Promise<unknown>;
}

export function batchCalls(ports: BatchPorts): Pick<PictureApi, "filterPictures" | "filterEvents"> {
  const { files, breathe, filters, processes, maxPixels, active, tell, locate } = ports;
  const queue = new RunQueue(active);

  const filter = async (request: FilterRequest, control: RunControl): Promise<void> => {
    const { path, experiment, folder, resume, workspace, files: pictures } = request;
    const host = { files, executor: await filters(), breathe, processes, maxPixels };
    const events = resume
      ? resumeFilter(folder, { host, control })
      : filterPictures(experiment, files.folderOf(path), { host, control, folder, workspace, pictures });
    try {
      for await (const event of events) tell(folder, event);
    } catch (error) {
      throw await locate(error, path);
    }
  };

  return {
    filterPictures: async (request) =>
      queue.add(request.folder, "This batch is being filtered already.", (control) => filter(request, control)),
    filterEvents: ({ folder }) => readFilterEvents(files, folder),
  };
}
