// Threads that help to compute, kept for the next time when what they helped is done.

import { Worker } from "node:worker_threads";
import type { RenderJob } from "../convolution/wasm-executor";
import type { SpectrumJob } from "../graph/sparse/machine";
import type { ThreadStart } from "../kernels/wasm";

/** What a thread is sent to: a session or a spectrum, which it leaves when that is closed, or a picture. */
export type ThreadJob =
  | { kind: "session"; session: ThreadStart }
  | { kind: "picture"; picture: RenderJob }
  | { kind: "spectrum"; spectrum: SpectrumJob };

/** None of its threads keeps the process alive. */
export class ThreadPool {
  private readonly idle: Worker[] = [];

  /** `entry`: path of the bundle of thread.ts. */
  constructor(private readonly entry: string) {}

  /** Sends a thread to a job; to be called back when the job is done. */
  start(job: ThreadJob): () => void {
    // A bundle needs nothing of what this process was told to load.
    const thread = this.idle.pop() ?? new Worker(this.entry, { execArgv: [] });
    thread.unref();
    thread.postMessage(job);
    return () => this.idle.push(thread);
  }
}
