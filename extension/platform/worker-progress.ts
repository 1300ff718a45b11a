// Shows how far a worker has come with something at a path, in a notification that can end it.

import * as vscode from "vscode";
import type { EngineWorker } from "./worker";

export interface ProgressOptions {
  /** What the worker's progress names. */
  path: string;
  title: string;
  stop(): Promise<void>;
}

/** Resolves as `work` does, which ends soon after it is stopped. */
export async function workerProgress<T>(
  worker: EngineWorker,
  { path, title, stop }: ProgressOptions,
  work: () => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    let done = 0;
    const heard = worker.onProgress((event) => {
      if (event.path !== path) return;
      progress.report({ increment: 100 * (event.fraction - done), message: `${Math.round(100 * event.fraction)} %` });
      done = event.fraction;
    });
    const stopped = token.onCancellationRequested(stop);
    try {
      return await work();
    } finally {
      heard.dispose();
      stopped.dispose();
    }
  });
}
