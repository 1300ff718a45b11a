// Spectra that are computed as runs, in the worker of graphs.

import type { SpectrumEvent, SpectrumRunRequest } from "../../engine";
import { JobQueue, type LiveJob } from "./job-queue";
import type { EngineWorker } from "./worker";

export type LiveSpectrum = LiveJob<SpectrumRunRequest, SpectrumEvent>;

export class Spectra extends JobQueue<SpectrumRunRequest, SpectrumEvent> {
  constructor(worker: EngineWorker) {
    super(worker, worker.onSpectrum);
  }

  protected work(request: SpectrumRunRequest): Promise<void> {
    return this.worker.call("runSpectrum", request);
  }

  protected stored(folder: string): Promise<SpectrumEvent[]> {
    return this.worker.call("spectrumEvents", { folder });
  }

  protected endOf(_: LiveSpectrum, status: "stopped" | "failed", reason: string): SpectrumEvent {
    return { event: "end", status, reason, metrics: {}, baselines: {}, seconds: 0 };
  }
}
