// One force layout under way: a worker from the host's script, its positions as they come, pause and end.

import type { ForceJob } from "./force-layout";
import type { LayoutNews, LayoutOrder } from "./layout-worker";

export interface LayoutEvents {
  /** Where the nodes are now, within [−1, 1]; the layout goes on once the promise is kept. */
  moved(positions: Float32Array, steps: number, done: boolean): Promise<void>;
  failed(error: Error): void;
}

export class LayoutRun {
  paused = false;
  readonly #worker: Worker;

  /** `showSteps` false: positions come once, when the layout is done or paused. */
  constructor(script: Uint8Array, job: ForceJob, showSteps: boolean, events: LayoutEvents) {
    const url = URL.createObjectURL(new Blob([script as BlobPart], { type: "text/javascript" }));
    this.#worker = new Worker(url);
    this.#worker.addEventListener("message", async ({ data }: MessageEvent<LayoutNews>) => {
      URL.revokeObjectURL(url);
      await events.moved(data.positions, data.steps, data.done);
      if (data.done) this.close();
      else this.#order({ kind: "drawn" });
    });
    this.#worker.addEventListener("error", (event) => {
      this.close();
      events.failed(new Error(event.message));
    });
    this.#order({ kind: "start", job, showSteps });
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.#order({ kind: "pause", paused });
  }

  close(): void {
    this.#worker.terminate();
  }

  #order(order: LayoutOrder): void {
    this.#worker.postMessage(order);
  }
}
