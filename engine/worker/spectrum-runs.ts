// The worker's calls on runs that compute spectra: one at a time, in the order in which they were asked for.

import type { Files } from "../data/files";
import type { RunControl } from "../experiment/control";
import type { Processes } from "../experiment/lock";
import { readSpectrumEvents } from "../experiment/read-run";
import type { Solvers } from "../graph/solver";
import type { SpectrumEvent } from "../tasks/spectrum/events";
import { resumeSpectrum, runSpectrum } from "../tasks/spectrum/run";
import type { Breathe } from "../tasks/table/matrix";
import type { SpectrumRunApi, SpectrumRunRequest } from "./api";
import { RunQueue } from "./run-queue";

export interface SpectrumRunPorts {
  files: Files;
  breathe: Breathe;
  solvers(): Promise<Solvers>;
  processes?: Processes;
  /** Runs that wait or compute, by folder: `stop` finds them here. */
  active: Map<string, RunControl>;
  tell(folder: string, event: SpectrumEvent): void;
  /** An error about a field of the experiment file at `path` with its line and column there. */
  locate(error: unknown, path: string): Promise<unknown>;
}

export function spectrumRunCalls(ports: SpectrumRunPorts): SpectrumRunApi {
  const { files, breathe, solvers, processes, active, tell, locate } = ports;
  const queue = new RunQueue(active);

  const compute = async (request: SpectrumRunRequest, control: RunControl): Promise<void> => {
    const { path, experiment, folder, resume, workspace } = request;
    const host = { files, solvers: await solvers(), breathe, processes };
    const events = resume
      ? resumeSpectrum(folder, { host, control })
      : runSpectrum(experiment, files.folderOf(path), { host, control, folder, workspace });
    try {
      for await (const event of events) tell(folder, event);
    } catch (error) {
      throw await locate(error, path);
    }
  };

  return {
    runSpectrum: async (request) =>
      queue.add(request.folder, "This spectrum is being computed already.", (control) => compute(request, control)),
    spectrumEvents: ({ folder }) => readSpectrumEvents(files, folder),
  };
}
