// Threads that help sessions to compute, kept for the next session when one is closed.

import { Worker } from "node:worker_threads";
import type { ThreadStart } from "../kernels/wasm";

/** None of its threads keeps the process alive. */
export class ThreadPool {
  private readonly idle: Worker[] = [];

  /** `entry`: path of the bundle of thread.ts. */
  constructor(private readonly entry: string) {}

  /** Sends a thread to a session; to be called back when the session has let it go. */
  start(session: ThreadStart): () => void {
    const thread = this.idle.pop() ?? new Worker(this.entry);
    thread.unref();
    thread.postMessage(session);
    return () => this.idle.push(thread);
  }
}
