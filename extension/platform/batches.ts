// Batches of pictures that are being filtered, beside trainings, which have a queue of their own.

import type { FilterEvent, FilterRequest } from "../../engine";
import { JobQueue, type LiveJob } from "./job-queue";
import type { EngineWorker } from "./worker";

export type LiveBatch = LiveJob<FilterRequest, FilterEvent>;

export class Batches extends JobQueue<FilterRequest, FilterEvent> {
  constructor(worker: EngineWorker) {
    super(worker, worker.onFilter);
  }

  protected work(request: FilterRequest): Promise<void> {
    return this.worker.call("filterPictures", request);
  }

  protected stored(folder: string): Promise<FilterEvent[]> {
    return this.worker.call("filterEvents", { folder });
  }

  protected endOf({ events }: LiveBatch, status: "stopped" | "failed", reason: string): FilterEvent {
    const pictures = events.filter((event) => event.event === "picture");
    const failed = pictures.filter((picture) => picture.failed !== undefined).length;
    return {
      event: "end",
      status,
      reason,
      done: pictures.length - failed,
      failed,
      left: (pictures.at(-1)?.total ?? 0) - pictures.length,
      sentence: reason,
      metrics: {},
      baselines: {},
      seconds: 0,
    };
  }
}
